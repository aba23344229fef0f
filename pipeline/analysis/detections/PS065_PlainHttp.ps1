# file: bad1.ps1
# ruleid: PS065_PlainHttp
Invoke-WebRequest http://host.example/tools.zip -OutFile tools.zip

# file: bad2.ps1
# ruleid: PS065_PlainHttp
(New-Object Net.WebClient).DownloadString('http://host.example/a')

# file: bad3.ps1
# form: aliased
# ruleid: PS065_PlainHttp
iwr http://host.example/a

# file: bad4.ps1
# form: splatted
$get = @{ Uri = 'http://host.example/a.exe'; OutFile = 'a.exe' }
# ruleid: PS065_PlainHttp
Invoke-WebRequest @get

# file: bad5.ps1
# form: variable
$url = 'http://host.example/a.exe'
# ruleid: PS065_PlainHttp
Start-BitsTransfer $url a.exe

# file: bad6.ps1
# ruleid: PS065_PlainHttp
curl.exe -o a.zip http://host.example/a.zip

# file: bad7.ps1
# form: wrapped
# ruleid: PS065_PlainHttp
powershell -NoProfile -EncodedCommand SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0ACAAaAB0AHQAcAA6AC8ALwBoAG8AcwB0AC4AZQB4AGEAbQBwAGwAZQAvAHQAbwBvAGwAcwAuAHoAaQBwACAALQBPAHUAdABGAGkAbABlACAAdABvAG8AbABzAC4AegBpAHAA

# file: good1.ps1
# form: near miss
# ok: PS065_PlainHttp
Invoke-WebRequest https://host.example/tools.zip -OutFile tools.zip

# file: good2.ps1
# form: near miss
# ok: PS065_PlainHttp
Invoke-WebRequest http://localhost:8080/state

# file: good3.ps1
# form: near miss
# ok: PS065_PlainHttp
$namespace = 'http://www.w3.org/2001/XMLSchema'
