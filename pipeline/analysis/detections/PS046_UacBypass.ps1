# file: bad1.ps1
# ruleid: PS046_UacBypass
New-Item -Path HKCU:\Software\Classes\ms-settings\Shell\Open\command -Value cmd.exe -Force

# file: bad2.ps1
# ruleid: PS046_UacBypass
reg add HKCU\Software\Classes\mscfile\shell\open\command /d cmd.exe /f

# file: bad3.ps1
# form: variable
$key = 'HKCU:\Software\Classes\ms-settings\shell\open\command'
# ruleid: PS046_UacBypass
Set-ItemProperty -Path $key -Name DelegateExecute -Value ''

# file: bad4.ps1
# form: splatted
$set = @{ Path = 'HKCU:\Environment'; Name = 'windir'; Value = 'cmd /c x &&' }
# ruleid: PS046_UacBypass
Set-ItemProperty @set

# file: bad5.ps1
# ruleid: PS046_UacBypass
[Microsoft.Win32.Registry]::SetValue('HKEY_CURRENT_USER\Software\Classes\exefile\shell\open\command', '', 'cmd.exe')

# file: bad6.ps1
# form: wrapped
# ruleid: PS046_UacBypass
powershell -NoProfile -EncodedCommand TgBlAHcALQBJAHQAZQBtACAALQBQAGEAdABoACAASABLAEMAVQA6AFwAUwBvAGYAdAB3AGEAcgBlAFwAQwBsAGEAcwBzAGUAcwBcAG0AcwAtAHMAZQB0AHQAaQBuAGcAcwBcAFMAaABlAGwAbABcAE8AcABlAG4AXABjAG8AbQBtAGEAbgBkACAALQBWAGEAbAB1AGUAIABjAG0AZAAuAGUAeABlACAALQBGAG8AcgBjAGUA

# file: bad7.ps1
# form: aliased
# ruleid: PS046_UacBypass
ni -Path HKCU:\Software\Classes\ms-settings\Shell\Open\command -Value cmd.exe -Force

# file: good1.ps1
# form: near miss
# ok: PS046_UacBypass
Start-Process pwsh -Verb RunAs

# file: good2.ps1
# form: near miss
# ok: PS046_UacBypass
Start-Process eventvwr.exe

# file: good3.ps1
# form: near miss
# ok: PS046_UacBypass
New-Item -Path HKCU:\Software\Classes\contoso\shell\open\command -Value contoso.exe
