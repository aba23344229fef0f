# file: bad1.ps1
# ruleid: PS038_HijackKey
Set-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Image File Execution Options\sethc.exe' -Name Debugger -Value cmd.exe

# file: bad2.ps1
# ruleid: PS038_HijackKey
reg add "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Windows" /v AppInit_DLLs /d a.dll /f

# file: bad3.ps1
# form: variable
$key = 'HKCU:\Software\Classes\CLSID\{1}\InprocServer32'
# ruleid: PS038_HijackKey
New-Item -Path $key -Value C:\a.dll

# file: bad4.ps1
# form: splatted
$set = @{ Path = 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa'; Name = 'Security Packages'; Value = 'a' }
# ruleid: PS038_HijackKey
Set-ItemProperty @set

# file: bad5.ps1
# form: aliased
# ruleid: PS038_HijackKey
sp 'HKCU:\Control Panel\Desktop' scrnsave.exe C:\a.scr

# file: bad6.ps1
# form: wrapped
# ruleid: PS038_HijackKey
powershell -NoProfile -EncodedCommand UwBlAHQALQBJAHQAZQBtAFAAcgBvAHAAZQByAHQAeQAgAC0AUABhAHQAaAAgACcASABLAEwATQA6AFwAUwBPAEYAVABXAEEAUgBFAFwATQBpAGMAcgBvAHMAbwBmAHQAXABXAGkAbgBkAG8AdwBzACAATgBUAFwAQwB1AHIAcgBlAG4AdABWAGUAcgBzAGkAbwBuAFwASQBtAGEAZwBlACAARgBpAGwAZQAgAEUAeABlAGMAdQB0AGkAbwBuACAATwBwAHQAaQBvAG4AcwBcAHMAZQB0AGgAYwAuAGUAeABlACcAIAAtAE4AYQBtAGUAIABEAGUAYgB1AGcAZwBlAHIAIAAtAFYAYQBsAHUAZQAgAGMAbQBkAC4AZQB4AGUA

# file: good1.ps1
# form: near miss
# ok: PS038_HijackKey
Get-ChildItem 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Image File Execution Options'

# file: good2.ps1
# form: near miss
# ok: PS038_HijackKey
Set-ItemProperty -Path 'HKCU:\Control Panel\Desktop' -Name Wallpaper -Value a.jpg
