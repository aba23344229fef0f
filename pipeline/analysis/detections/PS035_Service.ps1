# file: bad1.ps1
# ruleid: PS035_Service
New-Service -Name Tool -BinaryPathName C:\Tool\tool.exe

# file: bad2.ps1
# ruleid: PS035_Service
sc.exe create Tool binPath= C:\Tool\tool.exe

# file: bad3.ps1
$new = @{ Name = 'Tool'; BinaryPathName = 'C:\Tool\tool.exe' }
# ruleid: PS035_Service
New-Service @new

# file: bad4.ps1
$key = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tool'
# ruleid: PS035_Service
Set-ItemProperty -Path $key -Name ImagePath -Value C:\Tool\other.exe

# file: bad5.ps1
# ruleid: PS035_Service
cmd /c sc config Tool binPath= C:\Tool\other.exe

# file: bad6.ps1
# ruleid: PS035_Service
powershell -NoProfile -EncodedCommand TgBlAHcALQBTAGUAcgB2AGkAYwBlACAALQBOAGEAbQBlACAAVABvAG8AbAAgAC0AQgBpAG4AYQByAHkAUABhAHQAaABOAGEAbQBlACAAQwA6AFwAVABvAG8AbABcAHQAbwBvAGwALgBlAHgAZQA=

# file: good1.ps1
# ok: PS035_Service
Get-Service

# file: good2.ps1
# ok: PS035_Service
Restart-Service Spooler

# file: good3.ps1
# ok: PS035_Service
sc.exe query Tool

# file: good4.ps1
# ok: PS035_Service
Set-Service -Name Tool -StartupType Manual
