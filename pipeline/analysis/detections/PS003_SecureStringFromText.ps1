# file: bad1.ps1
# ruleid: PS003_SecureStringFromText
ConvertTo-SecureString $env:ADMIN_PASSWORD -AsPlainText -Force

# file: bad2.ps1
param($Text)
# ruleid: PS003_SecureStringFromText
ConvertTo-SecureString $Text -AsPlainText -Force

# file: bad3.ps1
# form: splatted
$how = @{ String = (Get-Content secret.txt); AsPlainText = $true; Force = $true }
# ruleid: PS003_SecureStringFromText
ConvertTo-SecureString @how

# file: bad4.ps1
# form: wrapped
# ruleid: PS003_SecureStringFromText
powershell -NoProfile -EncodedCommand QwBvAG4AdgBlAHIAdABUAG8ALQBTAGUAYwB1AHIAZQBTAHQAcgBpAG4AZwAgACQAZQBuAHYAOgBBAEQATQBJAE4AXwBQAEEAUwBTAFcATwBSAEQAIAAtAEEAcwBQAGwAYQBpAG4AVABlAHgAdAAgAC0ARgBvAHIAYwBlAA==

# file: bad5.ps1
# form: aliased
Set-Alias protect ConvertTo-SecureString
# ruleid: PS003_SecureStringFromText
protect $env:ADMIN_PASSWORD -AsPlainText -Force

# file: bad6.ps1
# form: variable
$text = Get-Content secret.txt
# ruleid: PS003_SecureStringFromText
ConvertTo-SecureString $text -AsPlainText -Force

# file: good1.ps1
# form: near miss
# ok: PS003_SecureStringFromText
param([securestring] $Password)

# file: good2.ps1
# form: near miss
# ok: PS003_SecureStringFromText
ConvertTo-SecureString $stored

# file: good3.ps1
# form: near miss
# ok: PS003_SecureStringFromText
ConvertTo-SecureString 'x' -AsPlainText:$false
