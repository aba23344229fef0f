# file: bad1.ps1
# ruleid: PS041_OffensiveTool
Invoke-Mimikatz -DumpCreds

# file: bad2.ps1
# ruleid: PS041_OffensiveTool
function Invoke-Kerberoast { 'x' }

# file: bad3.ps1
# ruleid: PS041_OffensiveTool
. .\PowerView.ps1

# file: bad4.ps1
# ruleid: PS041_OffensiveTool
$line = 'sekurlsa::logonpasswords'

# file: bad5.ps1
# form: splatted
# ruleid: PS041_OffensiveTool
Get-GPPPassword @how

# file: bad6.ps1
# form: wrapped
# ruleid: PS041_OffensiveTool
powershell -NoProfile -EncodedCommand SQBuAHYAbwBrAGUALQBNAGkAbQBpAGsAYQB0AHoAIAAtAEQAdQBtAHAAQwByAGUAZABzAA==

# file: bad7.ps1
# form: aliased
# ruleid: PS041_OffensiveTool
Set-Alias look Invoke-Mimikatz
look -DumpCreds

# file: bad8.ps1
# form: variable
# ruleid: PS041_OffensiveTool
$command = 'sekurlsa::logonpasswords'
& $tool $command exit

# file: good1.ps1
# form: near miss
# ok: PS041_OffensiveTool
Get-NetAdapter

# file: good2.ps1
# form: near miss
# ok: PS041_OffensiveTool
Write-Host 'This stops mimikatz.'

# file: good3.ps1
# form: near miss
# ok: PS041_OffensiveTool
function Get-Shellcodes { }

# file: good4.ps1
# form: near miss
# ok: PS041_OffensiveTool
# Invoke-Mimikatz
