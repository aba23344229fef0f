# file: bad1.ps1
# ruleid: PS008_SecretWritten
Write-Host "Signed in with $password"

# file: bad2.ps1
# ruleid: PS008_SecretWritten
$apiKey | Out-File key.txt

# file: bad3.ps1
# form: aliased
# ruleid: PS008_SecretWritten
echo $password

# file: bad4.ps1
# ruleid: PS008_SecretWritten
Add-Content -Path run.log -Value "token: $($session.Token)"

# file: bad5.ps1
$what = 'x'
# ruleid: PS008_SecretWritten
Write-Verbose -Message $clientSecret

# file: bad6.ps1
# form: wrapped
# ruleid: PS008_SecretWritten
powershell -NoProfile -EncodedCommand VwByAGkAdABlAC0ASABvAHMAdAAgACIAUwBpAGcAbgBlAGQAIABpAG4AIAB3AGkAdABoACAAJABwAGEAcwBzAHcAbwByAGQAIgA=

# file: bad7.ps1
# form: splatted
$what = @{ Object = "Signed in with $password" }
# ruleid: PS008_SecretWritten
Write-Host @what

# file: bad8.ps1
# form: variable
$text = "Signed in with $password"
# ruleid: PS008_SecretWritten
Write-Host $text

# file: good1.ps1
# form: near miss
# ok: PS008_SecretWritten
Write-Host "Signed in as $userName"

# file: good2.ps1
# form: near miss
# ok: PS008_SecretWritten
Write-Host "The password has $($password.Length) letters"

# file: good3.ps1
# form: near miss
# ok: PS008_SecretWritten
Write-Host 'Enter your password'
