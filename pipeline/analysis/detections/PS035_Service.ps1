# file: bad1.ps1
# ruleid: PS035_Service
New-Service -Name Tool -BinaryPathName C:\Tool\tool.exe

# file: bad2.ps1
# ruleid: PS035_Service
sc.exe create Tool binPath= C:\Tool\tool.exe

# file: bad3.ps1
# form: splatted
$new = @{ Name = 'Tool'; BinaryPathName = 'C:\Tool\tool.exe' }
# ruleid: PS035_Service
New-Service @new

# file: bad4.ps1
# form: variable
$key = 'HKLM:\SYSTEM\CurrentControlSet\Services\Tool'
# ruleid: PS035_Service
Set-ItemProperty -Path $key -Name ImagePath -Value C:\Tool\other.exe

# file: bad5.ps1
# ruleid: PS035_Service
cmd /c sc config Tool binPath= C:\Tool\other.exe

# file: bad6.ps1
# form: wrapped
# ruleid: PS035_Service
powershell -NoProfile -EncodedCommand TgBlAHcALQBTAGUAcgB2AGkAYwBlACAALQBOAGEAbQBlACAAVABvAG8AbAAgAC0AQgBpAG4AYQByAHkAUABhAHQAaABOAGEAbQBlACAAQwA6AFwAVABvAG8AbABcAHQAbwBvAGwALgBlAHgAZQA=

# file: bad7.ps1
# form: aliased
# ruleid: PS035_Service
sp -Path HKLM:\SYSTEM\CurrentControlSet\Services\Tool -Name ImagePath -Value C:\Tool\other.exe

# file: good1.ps1
# form: near miss
# ok: PS035_Service
Get-Service

# file: good2.ps1
# form: near miss
# ok: PS035_Service
Restart-Service Spooler

# file: good3.ps1
# form: near miss
# ok: PS035_Service
sc.exe query Tool

# file: good4.ps1
# form: near miss
# ok: PS035_Service
Set-Service -Name Tool -StartupType Manual
