# file: bad1.ps1
# ruleid: PS026_DefenderDisabled
Set-MpPreference -DisableRealtimeMonitoring $true

# file: bad2.ps1
# ruleid: PS026_DefenderDisabled
Add-MpPreference -ExclusionPath C:\

# file: bad3.ps1
# ruleid: PS026_DefenderDisabled
Set-MpPreference -DisableReal $true

# file: bad4.ps1
# form: splatted
$off = @{ DisableRealtimeMonitoring = $true }
# ruleid: PS026_DefenderDisabled
Set-MpPreference @off

# file: bad5.ps1
# form: variable
$folder = "$env:TEMP"
# ruleid: PS026_DefenderDisabled
Add-MpPreference -ExclusionPath $folder

# file: bad6.ps1
# ruleid: PS026_DefenderDisabled
Stop-Service WinDefend

# file: bad7.ps1
# ruleid: PS026_DefenderDisabled
sc.exe config WinDefend start= disabled

# file: bad8.ps1
# ruleid: PS026_DefenderDisabled
reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows Defender" /v DisableAntiSpyware /t REG_DWORD /d 1 /f

# file: bad9.ps1
# form: wrapped
# ruleid: PS026_DefenderDisabled
powershell -NoProfile -EncodedCommand UwBlAHQALQBNAHAAUAByAGUAZgBlAHIAZQBuAGMAZQAgAC0ARABpAHMAYQBiAGwAZQBSAGUAYQBsAHQAaQBtAGUATQBvAG4AaQB0AG8AcgBpAG4AZwAgACQAdAByAHUAZQA=

# file: bad10.ps1
# form: aliased
# ruleid: PS026_DefenderDisabled
spsv WinDefend

# file: good1.ps1
# form: near miss
# ok: PS026_DefenderDisabled
Get-MpPreference

# file: good2.ps1
# form: near miss
# ok: PS026_DefenderDisabled
Set-MpPreference -DisableRealtimeMonitoring $false

# file: good3.ps1
# form: near miss
# ok: PS026_DefenderDisabled
Stop-Service Spooler

# file: good4.ps1
# form: near miss
# ok: PS026_DefenderDisabled
Set-MpPreference -ScanScheduleDay 1
