# file: bad1.ps1
# ruleid: PS017_HiddenShell
powershell -WindowStyle Hidden -File a.ps1

# file: bad2.ps1
# ruleid: PS017_HiddenShell
pwsh -w hid -NonInteractive -c Get-Date

# file: bad3.ps1
# ruleid: PS017_HiddenShell
Start-Process powershell -WindowStyle Hidden

# file: bad4.ps1
# form: splatted
$start = @{ FilePath = 'powershell.exe'; WindowStyle = 'Hidden' }
# ruleid: PS017_HiddenShell
Start-Process @start

# file: bad5.ps1
# form: variable
$shell = New-Object -ComObject WScript.Shell
# ruleid: PS017_HiddenShell
$shell.Run('powershell -w hidden -File a.ps1', 0)

# file: bad6.ps1
# ruleid: PS017_HiddenShell
$native::ShowWindow($handle, 0)

# file: bad7.ps1
# form: wrapped
# ruleid: PS017_HiddenShell
powershell -NoProfile -EncodedCommand cABvAHcAZQByAHMAaABlAGwAbAAgAC0AVwBpAG4AZABvAHcAUwB0AHkAbABlACAASABpAGQAZABlAG4AIAAtAEYAaQBsAGUAIABhAC4AcABzADEA

# file: bad8.ps1
# form: aliased
# ruleid: PS017_HiddenShell
saps powershell -WindowStyle Hidden

# file: good1.ps1
# form: near miss
# ok: PS017_HiddenShell
powershell -WindowStyle Maximized -File a.ps1

# file: good2.ps1
# form: near miss
# ok: PS017_HiddenShell
Start-Process notepad -WindowStyle Hidden

# file: good3.ps1
# form: near miss
# ok: PS017_HiddenShell
pwsh -NoProfile -File ./backup.ps1
