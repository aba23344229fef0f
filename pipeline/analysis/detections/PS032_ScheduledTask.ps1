# file: bad1.ps1
# ruleid: PS032_ScheduledTask
Register-ScheduledTask -TaskName Backup -Action $action -Trigger $trigger

# file: bad2.ps1
# ruleid: PS032_ScheduledTask
schtasks /create /tn Backup /tr backup.cmd /sc daily

# file: bad3.ps1
# form: splatted
$task = @{ TaskName = 'Backup'; Action = $action; Trigger = $trigger }
# ruleid: PS032_ScheduledTask
Register-ScheduledTask @task

# file: bad4.ps1
$service = New-Object -ComObject Schedule.Service
# ruleid: PS032_ScheduledTask
$folder.RegisterTaskDefinition('Backup', $definition, 6, 'SYSTEM', $null, 5)

# file: bad5.ps1
# ruleid: PS032_ScheduledTask
cmd /c schtasks /create /tn x /tr y.exe /sc onlogon

# file: bad6.ps1
# form: wrapped
# ruleid: PS032_ScheduledTask
powershell -NoProfile -EncodedCommand UgBlAGcAaQBzAHQAZQByAC0AUwBjAGgAZQBkAHUAbABlAGQAVABhAHMAawAgAC0AVABhAHMAawBOAGEAbQBlACAAQgBhAGMAawB1AHAAIAAtAEEAYwB0AGkAbwBuACAAJABhAGMAdABpAG8AbgAgAC0AVAByAGkAZwBnAGUAcgAgACQAdAByAGkAZwBnAGUAcgA=

# file: bad7.ps1
# form: aliased
Set-Alias plan Register-ScheduledTask
# ruleid: PS032_ScheduledTask
plan -TaskName Backup -Action $action -Trigger $trigger

# file: bad8.ps1
# form: variable
$arguments = '/create /tn Backup /tr backup.cmd /sc daily'
# ruleid: PS032_ScheduledTask
Start-Process schtasks.exe $arguments

# file: good1.ps1
# form: near miss
# ok: PS032_ScheduledTask
Get-ScheduledTask

# file: good2.ps1
# form: near miss
# ok: PS032_ScheduledTask
schtasks /query

# file: good3.ps1
# form: near miss
# ok: PS032_ScheduledTask
Unregister-ScheduledTask -TaskName Backup

# file: good4.ps1
# form: near miss
# ok: PS032_ScheduledTask
New-ScheduledTaskTrigger -Daily -At 3am
