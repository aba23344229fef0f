# file: bad1.ps1
# ruleid: PS042_StoredSecretsRead
Get-Content "$env:LOCALAPPDATA\Google\Chrome\User Data\Default\Login Data"

# file: bad2.ps1
# ruleid: PS042_StoredSecretsRead
netsh wlan show profile name=Home key=clear

# file: bad3.ps1
# form: aliased, variable
# ruleid: PS042_StoredSecretsRead
$file = "$env:APPDATA\Mozilla\Firefox\Profiles\x\logins.json"
copy $file C:\x

# file: bad4.ps1
# form: splatted
# ruleid: PS042_StoredSecretsRead
$what = @{ Path = "$HOME\.ssh\id_rsa" }
Get-Content @what

# file: bad5.ps1
# ruleid: PS042_StoredSecretsRead
Get-ChildItem HKCU:\Software\SimonTatham\PuTTY\Sessions

# file: bad6.ps1
# ruleid: PS042_StoredSecretsRead
cmdkey /list

# file: bad7.ps1
# form: wrapped
# ruleid: PS042_StoredSecretsRead
powershell -NoProfile -EncodedCommand bgBlAHQAcwBoACAAdwBsAGEAbgAgAHMAaABvAHcAIABwAHIAbwBmAGkAbABlACAAbgBhAG0AZQA9AEgAbwBtAGUAIABrAGUAeQA9AGMAbABlAGEAcgA=

# file: good1.ps1
# form: near miss
# ok: PS042_StoredSecretsRead
Get-Credential

# file: good2.ps1
# form: near miss
# ok: PS042_StoredSecretsRead
netsh wlan show profiles

# file: good3.ps1
# form: near miss
# ok: PS042_StoredSecretsRead
Remove-Item "$env:LOCALAPPDATA\Google\Chrome\User Data\Default\Cache" -Recurse

# file: good4.ps1
# form: near miss
# ok: PS042_StoredSecretsRead
Get-Content .\logins.csv
