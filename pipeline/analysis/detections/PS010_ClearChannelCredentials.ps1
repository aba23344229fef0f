# file: bad1.ps1
# ruleid: PS010_ClearChannelCredentials
Invoke-RestMethod -Uri http://host.example/api -Credential $credential

# file: bad2.ps1
# form: aliased
# ruleid: PS010_ClearChannelCredentials
irm http://host.example/api -Headers @{ Authorization = $basic }

# file: bad3.ps1
# form: aliased
# ruleid: PS010_ClearChannelCredentials
iwr https://host.example -AllowUnencryptedAuthentication -Credential $credential

# file: bad4.ps1
# form: splatted
$where = @{ Uri = 'http://host.example/api'; Credential = $credential }
# ruleid: PS010_ClearChannelCredentials
Invoke-RestMethod @where

# file: bad5.ps1
# ruleid: PS010_ClearChannelCredentials
winrm set winrm/config/service '@{AllowUnencrypted="true"}'

# file: bad6.ps1
# ruleid: PS010_ClearChannelCredentials
Set-Item WSMan:\localhost\Service\AllowUnencrypted -Value $true

# file: bad7.ps1
# form: wrapped
# ruleid: PS010_ClearChannelCredentials
powershell -NoProfile -EncodedCommand SQBuAHYAbwBrAGUALQBSAGUAcwB0AE0AZQB0AGgAbwBkACAALQBVAHIAaQAgAGgAdAB0AHAAOgAvAC8AaABvAHMAdAAuAGUAeABhAG0AcABsAGUALwBhAHAAaQAgAC0AQwByAGUAZABlAG4AdABpAGEAbAAgACQAYwByAGUAZABlAG4AdABpAGEAbAA=

# file: bad8.ps1
# form: variable
$where = 'http://host.example/api'
# ruleid: PS010_ClearChannelCredentials
Invoke-RestMethod $where -Credential $credential

# file: good1.ps1
# form: near miss
# ok: PS010_ClearChannelCredentials
Invoke-RestMethod -Uri https://host.example/api -Credential $credential

# file: good2.ps1
# form: near miss
# ok: PS010_ClearChannelCredentials
Invoke-RestMethod -Uri http://host.example/api

# file: good3.ps1
# form: near miss
# ok: PS010_ClearChannelCredentials
Invoke-RestMethod -Uri http://localhost/api -Credential $credential
