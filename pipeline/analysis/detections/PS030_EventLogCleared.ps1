# file: bad1.ps1
# ruleid: PS030_EventLogCleared
Clear-EventLog -LogName Security

# file: bad2.ps1
# ruleid: PS030_EventLogCleared
wevtutil cl Security

# file: bad3.ps1
# form: splatted
$log = @{ LogName = 'System', 'Security' }
# ruleid: PS030_EventLogCleared
Clear-EventLog @log

# file: bad4.ps1
# ruleid: PS030_EventLogCleared
Get-WinEvent -ListLog * | ForEach-Object { [System.Diagnostics.Eventing.Reader.EventLogSession]::GlobalSession.ClearLog($_.LogName) }

# file: bad5.ps1
# ruleid: PS030_EventLogCleared
cmd /c "wevtutil clear-log System"

# file: bad6.ps1
# ruleid: PS030_EventLogCleared
Limit-EventLog -LogName Security -MaximumSize 64KB

# file: bad7.ps1
# form: wrapped
# ruleid: PS030_EventLogCleared
powershell -NoProfile -EncodedCommand QwBsAGUAYQByAC0ARQB2AGUAbgB0AEwAbwBnACAALQBMAG8AZwBOAGEAbQBlACAAUwBlAGMAdQByAGkAdAB5AA==

# file: bad8.ps1
# form: aliased
Set-Alias forget Clear-EventLog
# ruleid: PS030_EventLogCleared
forget -LogName Security

# file: bad9.ps1
# form: variable
$log = 'Security'
# ruleid: PS030_EventLogCleared
wevtutil cl $log

# file: good1.ps1
# form: near miss
# ok: PS030_EventLogCleared
Get-EventLog -LogName Security

# file: good2.ps1
# form: near miss
# ok: PS030_EventLogCleared
wevtutil export-log Security D:\archive\security.evtx

# file: good3.ps1
# form: near miss
# ok: PS030_EventLogCleared
$list.Clear()
