# file: bad1.ps1
# ruleid: PS033_Autostart
Set-ItemProperty -Path HKCU:\Software\Microsoft\Windows\CurrentVersion\Run -Name Tool -Value C:\Tool\tool.exe

# file: bad2.ps1
# ruleid: PS033_Autostart
reg add HKCU\Software\Microsoft\Windows\CurrentVersion\Run /v Tool /d C:\Tool\tool.exe /f

# file: bad3.ps1
# ruleid: PS033_Autostart
Copy-Item tool.exe "$env:APPDATA\Microsoft\Windows\Start Menu\Programs\Startup\tool.exe"

# file: bad4.ps1
# form: aliased, variable
$key = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\RunOnce'
# ruleid: PS033_Autostart
sp $key Tool 'C:\Tool\tool.exe'

# file: bad5.ps1
# form: splatted
$run = @{ Path = 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Run'; Name = 'Tool'; Value = 'tool.exe' }
# ruleid: PS033_Autostart
New-ItemProperty @run

# file: bad6.ps1
# form: variable
$folder = [Environment]::GetFolderPath('Startup')
# ruleid: PS033_Autostart
Copy-Item tool.lnk "$folder\tool.lnk"

# file: bad7.ps1
# form: wrapped
# ruleid: PS033_Autostart
powershell -NoProfile -EncodedCommand UwBlAHQALQBJAHQAZQBtAFAAcgBvAHAAZQByAHQAeQAgAC0AUABhAHQAaAAgAEgASwBDAFUAOgBcAFMAbwBmAHQAdwBhAHIAZQBcAE0AaQBjAHIAbwBzAG8AZgB0AFwAVwBpAG4AZABvAHcAcwBcAEMAdQByAHIAZQBuAHQAVgBlAHIAcwBpAG8AbgBcAFIAdQBuACAALQBOAGEAbQBlACAAVABvAG8AbAAgAC0AVgBhAGwAdQBlACAAQwA6AFwAVABvAG8AbABcAHQAbwBvAGwALgBlAHgAZQA=

# file: good1.ps1
# form: near miss
# ok: PS033_Autostart
Get-ItemProperty HKCU:\Software\Microsoft\Windows\CurrentVersion\Run

# file: good2.ps1
# form: near miss
# ok: PS033_Autostart
Remove-ItemProperty HKCU:\Software\Microsoft\Windows\CurrentVersion\Run -Name Tool

# file: good3.ps1
# form: near miss
# ok: PS033_Autostart
Set-ItemProperty -Path HKCU:\Software\Contoso\Run -Name Tool -Value 1
