# file: bad1.ps1
# ruleid: PS039_LsassDump
rundll32.exe C:\Windows\System32\comsvcs.dll, MiniDump 624 C:\x\a.dmp full

# file: bad2.ps1
# ruleid: PS039_LsassDump
procdump -ma lsass.exe a.dmp

# file: bad3.ps1
# form: variable
$arguments = 'C:\Windows\System32\comsvcs.dll, MiniDump 624 a.dmp full'
# ruleid: PS039_LsassDump
Start-Process rundll32.exe $arguments

# file: bad4.ps1
# form: splatted
$start = @{ FilePath = 'procdump64.exe'; ArgumentList = '-accepteula -ma lsass.exe a.dmp' }
# ruleid: PS039_LsassDump
Start-Process @start

# file: bad5.ps1
# ruleid: PS039_LsassDump
cmd /c procdump -ma lsass a.dmp

# file: bad6.ps1
# form: wrapped
# ruleid: PS039_LsassDump
powershell -NoProfile -EncodedCommand cgB1AG4AZABsAGwAMwAyAC4AZQB4AGUAIABDADoAXABXAGkAbgBkAG8AdwBzAFwAUwB5AHMAdABlAG0AMwAyAFwAYwBvAG0AcwB2AGMAcwAuAGQAbABsACwAIABNAGkAbgBpAEQAdQBtAHAAIAA2ADIANAAgAEMAOgBcAHgAXABhAC4AZABtAHAAIABmAHUAbABsAA==

# file: bad7.ps1
# form: aliased
# ruleid: PS039_LsassDump
saps procdump64.exe '-accepteula -ma lsass.exe a.dmp'

# file: good1.ps1
# form: near miss
# ok: PS039_LsassDump
Get-Process lsass

# file: good2.ps1
# form: near miss
# ok: PS039_LsassDump
procdump -ma notepad.exe a.dmp

# file: good3.ps1
# form: near miss
# ok: PS039_LsassDump
rundll32.exe shell32.dll,Control_RunDLL
