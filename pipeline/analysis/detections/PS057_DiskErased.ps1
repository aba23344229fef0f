# file: bad1.ps1
# ruleid: PS057_DiskErased
Format-Volume -DriveLetter D -Force

# file: bad2.ps1
# ruleid: PS057_DiskErased
Clear-Disk -Number 1 -RemoveData

# file: bad3.ps1
# form: splatted
$wipe = @{ Number = 1; RemoveData = $true; RemoveOEM = $true }
# ruleid: PS057_DiskErased
Clear-Disk @wipe

# file: bad4.ps1
# form: variable
$letter = 'D'
# ruleid: PS057_DiskErased
Format-Volume -DriveLetter $letter

# file: bad5.ps1
# ruleid: PS057_DiskErased
'select disk 1', 'clean' | diskpart

# file: bad6.ps1
# ruleid: PS057_DiskErased
cmd /c format D: /q /y

# file: bad7.ps1
# form: wrapped
# ruleid: PS057_DiskErased
powershell -NoProfile -EncodedCommand RgBvAHIAbQBhAHQALQBWAG8AbAB1AG0AZQAgAC0ARAByAGkAdgBlAEwAZQB0AHQAZQByACAARAAgAC0ARgBvAHIAYwBlAA==

# file: bad8.ps1
# form: aliased
Set-Alias wipe Clear-Disk
# ruleid: PS057_DiskErased
wipe -Number 1 -RemoveData

# file: good1.ps1
# form: near miss
# ok: PS057_DiskErased
Get-Disk

# file: good2.ps1
# form: near miss
# ok: PS057_DiskErased
Get-Volume -DriveLetter D

# file: good3.ps1
# form: near miss
# ok: PS057_DiskErased
Format-Table -AutoSize

# file: good4.ps1
# form: near miss
# ok: PS057_DiskErased
'{0:d}' -f 1
