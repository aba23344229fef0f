# file: bad1.ps1
# ruleid: PS050_RemoteDesktopEnabled
Set-ItemProperty -Path 'HKLM:\System\CurrentControlSet\Control\Terminal Server' -Name fDenyTSConnections -Value 0

# file: bad2.ps1
# ruleid: PS050_RemoteDesktopEnabled
reg add "HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 0 /f

# file: bad3.ps1
# form: aliased, variable
$key = 'HKLM:\System\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp'
# ruleid: PS050_RemoteDesktopEnabled
sp $key UserAuthentication 0

# file: bad4.ps1
# form: splatted
$set = @{ Path = 'HKLM:\System\CurrentControlSet\Control\Terminal Server'; Name = 'fDenyTSConnections'; Value = 0 }
# ruleid: PS050_RemoteDesktopEnabled
Set-ItemProperty @set

# file: bad5.ps1
# ruleid: PS050_RemoteDesktopEnabled
$settings.SetAllowTSConnections(1, 1)

# file: bad6.ps1
# form: wrapped
# ruleid: PS050_RemoteDesktopEnabled
powershell -NoProfile -EncodedCommand UwBlAHQALQBJAHQAZQBtAFAAcgBvAHAAZQByAHQAeQAgAC0AUABhAHQAaAAgACcASABLAEwATQA6AFwAUwB5AHMAdABlAG0AXABDAHUAcgByAGUAbgB0AEMAbwBuAHQAcgBvAGwAUwBlAHQAXABDAG8AbgB0AHIAbwBsAFwAVABlAHIAbQBpAG4AYQBsACAAUwBlAHIAdgBlAHIAJwAgAC0ATgBhAG0AZQAgAGYARABlAG4AeQBUAFMAQwBvAG4AbgBlAGMAdABpAG8AbgBzACAALQBWAGEAbAB1AGUAIAAwAA==

# file: good1.ps1
# form: near miss
# ok: PS050_RemoteDesktopEnabled
Get-ItemProperty 'HKLM:\System\CurrentControlSet\Control\Terminal Server' -Name fDenyTSConnections

# file: good2.ps1
# form: near miss
# ok: PS050_RemoteDesktopEnabled
Set-ItemProperty -Path 'HKLM:\System\CurrentControlSet\Control\Terminal Server' -Name fDenyTSConnections -Value 1
