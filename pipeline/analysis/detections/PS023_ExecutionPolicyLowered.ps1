# file: bad1.ps1
# ruleid: PS023_ExecutionPolicyLowered
Set-ExecutionPolicy Bypass -Force

# file: bad2.ps1
# ruleid: PS023_ExecutionPolicyLowered
Set-ExecutionPolicy -ExecutionPolicy Unrestricted

# file: bad3.ps1
# ruleid: PS023_ExecutionPolicyLowered
powershell -ExecutionPolicy Bypass -File a.ps1

# file: bad4.ps1
# ruleid: PS023_ExecutionPolicyLowered
pwsh -ep bypass -File a.ps1

# file: bad5.ps1
# form: splatted
$policy = @{ ExecutionPolicy = 'Unrestricted'; Force = $true }
# ruleid: PS023_ExecutionPolicyLowered
Set-ExecutionPolicy @policy

# file: bad6.ps1
# form: variable
$level = 'Bypass'
# ruleid: PS023_ExecutionPolicyLowered
Set-ExecutionPolicy $level

# file: bad7.ps1
# ruleid: PS023_ExecutionPolicyLowered
$action = New-ScheduledTaskAction -Execute cmd -Argument '/c powershell -ExecutionPolicy Bypass -File a.ps1'

# file: bad8.ps1
# form: wrapped
# ruleid: PS023_ExecutionPolicyLowered
powershell -NoProfile -EncodedCommand UwBlAHQALQBFAHgAZQBjAHUAdABpAG8AbgBQAG8AbABpAGMAeQAgAEIAeQBwAGEAcwBzACAALQBGAG8AcgBjAGUA

# file: bad9.ps1
# form: aliased
Set-Alias policy Set-ExecutionPolicy
# ruleid: PS023_ExecutionPolicyLowered
policy Bypass -Force

# file: good1.ps1
# form: near miss
# ok: PS023_ExecutionPolicyLowered
Set-ExecutionPolicy RemoteSigned

# file: good2.ps1
# form: near miss
# ok: PS023_ExecutionPolicyLowered
Get-ExecutionPolicy

# file: good3.ps1
# form: near miss
# ok: PS023_ExecutionPolicyLowered
powershell -ExecutionPolicy AllSigned -File a.ps1
