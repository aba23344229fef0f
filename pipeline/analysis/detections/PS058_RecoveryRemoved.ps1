# file: bad1.ps1
# ruleid: PS058_RecoveryRemoved
vssadmin delete shadows /all /quiet

# file: bad2.ps1
# ruleid: PS058_RecoveryRemoved
Get-WmiObject Win32_ShadowCopy | ForEach-Object { $_.Delete() }

# file: bad3.ps1
# form: aliased
# ruleid: PS058_RecoveryRemoved
gwmi win32_shadowcopy | rwmi

# file: bad4.ps1
# ruleid: PS058_RecoveryRemoved
bcdedit /set '{default}' recoveryenabled No

# file: bad5.ps1
# form: variable
$arguments = 'delete shadows /all /quiet'
# ruleid: PS058_RecoveryRemoved
Start-Process vssadmin.exe $arguments

# file: bad6.ps1
# form: splatted
$run = @{ FilePath = 'wbadmin.exe'; ArgumentList = 'delete catalog -quiet' }
# ruleid: PS058_RecoveryRemoved
Start-Process @run

# file: bad7.ps1
# ruleid: PS058_RecoveryRemoved
cmd /c "wmic shadowcopy delete"

# file: bad8.ps1
# form: wrapped
# ruleid: PS058_RecoveryRemoved
powershell -NoProfile -EncodedCommand dgBzAHMAYQBkAG0AaQBuACAAZABlAGwAZQB0AGUAIABzAGgAYQBkAG8AdwBzACAALwBhAGwAbAAgAC8AcQB1AGkAZQB0AA==

# file: bad9.ps1
# form: aliased
# ruleid: PS058_RecoveryRemoved
saps vssadmin.exe 'delete shadows /all /quiet'

# file: good1.ps1
# form: near miss
# ok: PS058_RecoveryRemoved
vssadmin list shadows

# file: good2.ps1
# form: near miss
# ok: PS058_RecoveryRemoved
Get-WmiObject Win32_ShadowCopy

# file: good3.ps1
# form: near miss
# ok: PS058_RecoveryRemoved
bcdedit /enum
