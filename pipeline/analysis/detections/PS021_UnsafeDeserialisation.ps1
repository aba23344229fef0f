# file: bad1.ps1
# form: variable
# ruleid: PS021_UnsafeDeserialisation
$formatter = New-Object System.Runtime.Serialization.Formatters.Binary.BinaryFormatter
$formatter.Deserialize($stream)

# file: bad2.ps1
# form: variable
# ruleid: PS021_UnsafeDeserialisation
$formatter = [Runtime.Serialization.Formatters.Binary.BinaryFormatter]::new()
$thing = $formatter.Deserialize($stream)

# file: bad3.ps1
# ruleid: PS021_UnsafeDeserialisation
Import-Clixml \\server\share\state.xml

# file: bad4.ps1
# form: variable
$path = "$env:TEMP\state.xml"
# ruleid: PS021_UnsafeDeserialisation
Import-Clixml -Path $path

# file: bad5.ps1
# form: wrapped
# ruleid: PS021_UnsafeDeserialisation
powershell -NoProfile -EncodedCommand JABmAG8AcgBtAGEAdAB0AGUAcgAgAD0AIABOAGUAdwAtAE8AYgBqAGUAYwB0ACAAUwB5AHMAdABlAG0ALgBSAHUAbgB0AGkAbQBlAC4AUwBlAHIAaQBhAGwAaQB6AGEAdABpAG8AbgAuAEYAbwByAG0AYQB0AHQAZQByAHMALgBCAGkAbgBhAHIAeQAuAEIAaQBuAGEAcgB5AEYAbwByAG0AYQB0AHQAZQByAAoAJABmAG8AcgBtAGEAdAB0AGUAcgAuAEQAZQBzAGUAcgBpAGEAbABpAHoAZQAoACQAcwB0AHIAZQBhAG0AKQA=

# file: bad6.ps1
# form: aliased
Set-Alias restore Import-Clixml
# ruleid: PS021_UnsafeDeserialisation
restore \\server\share\state.xml

# file: bad7.ps1
# form: splatted
$from = @{ Path = '\\server\share\state.xml' }
# ruleid: PS021_UnsafeDeserialisation
Import-Clixml @from

# file: good1.ps1
# form: near miss
# ok: PS021_UnsafeDeserialisation
Get-Content data.json -Raw | ConvertFrom-Json

# file: good2.ps1
# form: near miss
# ok: PS021_UnsafeDeserialisation
Import-Clixml $PSScriptRoot\state.xml

# file: good3.ps1
# form: near miss
# ok: PS021_UnsafeDeserialisation
New-Object System.Runtime.Serialization.Formatters.Binary.BinaryFormatter
