# file: bad1.ps1
# ruleid: PS036_ProfileWritten
Add-Content -Path $PROFILE -Value 'Import-Module Tools'

# file: bad2.ps1
# ruleid: PS036_ProfileWritten
'Import-Module Tools' >> $profile

# file: bad3.ps1
$file = $PROFILE.CurrentUserAllHosts
# ruleid: PS036_ProfileWritten
Set-Content -Path "$HOME\Documents\PowerShell\profile.ps1" -Value 'x'

# file: bad4.ps1
# form: aliased, splatted
$add = @{ Path = $PROFILE; Value = 'x' }
# ruleid: PS036_ProfileWritten
ac @add

# file: bad5.ps1
# ruleid: PS036_ProfileWritten
'x' | Out-File $PROFILE -Append

# file: bad6.ps1
# form: wrapped
# ruleid: PS036_ProfileWritten
powershell -NoProfile -EncodedCommand QQBkAGQALQBDAG8AbgB0AGUAbgB0ACAALQBQAGEAdABoACAAJABQAFIATwBGAEkATABFACAALQBWAGEAbAB1AGUAIAAnAEkAbQBwAG8AcgB0AC0ATQBvAGQAdQBsAGUAIABUAG8AbwBsAHMAJwA=

# file: bad7.ps1
# form: variable
$file = $PROFILE.CurrentUserAllHosts
# ruleid: PS036_ProfileWritten
Add-Content -Path $file -Value 'Import-Module Tools'

# file: good1.ps1
# form: near miss
# ok: PS036_ProfileWritten
Get-Content $PROFILE

# file: good2.ps1
# form: near miss
# ok: PS036_ProfileWritten
Test-Path $PROFILE

# file: good3.ps1
# form: near miss
# ok: PS036_ProfileWritten
Set-Content -Path user-profile.txt -Value x

# file: good4.ps1
# form: near miss
# ok: PS036_ProfileWritten
New-Item -Path $PROFILE -ItemType File
