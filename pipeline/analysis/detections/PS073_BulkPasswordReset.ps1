# file: bad1.ps1
# ruleid: PS073_BulkPasswordReset
Get-ADUser -Filter * | Set-ADAccountPassword -Reset -NewPassword $password

# file: bad2.ps1
# ruleid: PS073_BulkPasswordReset
foreach ($user in Get-ADUser -Filter *) { Set-ADAccountPassword $user -Reset -NewPassword $password }

# file: bad3.ps1
# form: variable
$all = Get-ADUser -Filter *
# ruleid: PS073_BulkPasswordReset
foreach ($user in $all) { Set-ADAccountPassword $user -NewPassword $password }

# file: bad4.ps1
# form: splatted
$set = @{ Reset = $true; NewPassword = $password }
# ruleid: PS073_BulkPasswordReset
Get-ADUser -Filter * | Set-ADAccountPassword @set

# file: bad5.ps1
# form: aliased
# ruleid: PS073_BulkPasswordReset
Get-LocalUser | % { Set-LocalUser $_ -Password $password }

# file: bad6.ps1
# form: wrapped
# ruleid: PS073_BulkPasswordReset
powershell -NoProfile -EncodedCommand RwBlAHQALQBBAEQAVQBzAGUAcgAgAC0ARgBpAGwAdABlAHIAIAAqACAAfAAgAFMAZQB0AC0AQQBEAEEAYwBjAG8AdQBuAHQAUABhAHMAcwB3AG8AcgBkACAALQBSAGUAcwBlAHQAIAAtAE4AZQB3AFAAYQBzAHMAdwBvAHIAZAAgACQAcABhAHMAcwB3AG8AcgBkAA==

# file: good1.ps1
# form: near miss
# ok: PS073_BulkPasswordReset
Set-ADAccountPassword bob -Reset -NewPassword $password

# file: good2.ps1
# form: near miss
# ok: PS073_BulkPasswordReset
Get-ADUser -Filter * | Set-ADUser -ChangePasswordAtLogon $true

# file: good3.ps1
# form: near miss
# ok: PS073_BulkPasswordReset
Get-LocalUser | Set-LocalUser -Description x
