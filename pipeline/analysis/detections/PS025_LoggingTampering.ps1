# file: bad1.ps1
# ruleid: PS025_LoggingTampering
wevtutil sl Microsoft-Windows-PowerShell/Operational /e:false

# file: bad2.ps1
# form: variable
$key = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging'
# ruleid: PS025_LoggingTampering
Set-ItemProperty -Path $key -Name EnableScriptBlockLogging -Value 0

# file: bad3.ps1
# form: aliased
# ruleid: PS025_LoggingTampering
sp HKLM:\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ModuleLogging EnableModuleLogging 0

# file: bad4.ps1
# form: splatted
$off = @{ Path = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\PowerShell\Transcription'; Name = 'EnableTranscripting'; Value = 0 }
# ruleid: PS025_LoggingTampering
Set-ItemProperty @off

# file: bad5.ps1
# ruleid: PS025_LoggingTampering
auditpol /clear /y

# file: bad6.ps1
# ruleid: PS025_LoggingTampering
reg add HKLM\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging /v EnableScriptBlockLogging /d 0 /f

# file: bad7.ps1
# form: wrapped
# ruleid: PS025_LoggingTampering
powershell -NoProfile -EncodedCommand dwBlAHYAdAB1AHQAaQBsACAAcwBsACAATQBpAGMAcgBvAHMAbwBmAHQALQBXAGkAbgBkAG8AdwBzAC0AUABvAHcAZQByAFMAaABlAGwAbAAvAE8AcABlAHIAYQB0AGkAbwBuAGEAbAAgAC8AZQA6AGYAYQBsAHMAZQA=

# file: good1.ps1
# form: near miss
# ok: PS025_LoggingTampering
wevtutil get-log Microsoft-Windows-PowerShell/Operational

# file: good2.ps1
# form: near miss
# ok: PS025_LoggingTampering
Set-ItemProperty -Path HKLM:\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging -Name EnableScriptBlockLogging -Value 1

# file: good3.ps1
# form: near miss
# ok: PS025_LoggingTampering
auditpol /get /category:*
