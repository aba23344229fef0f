# file: bad1.ps1
# ruleid: PS068_PredictableTemporaryFile
Set-Content $env:TEMP\step2.ps1 $text
& $env:TEMP\step2.ps1

# file: bad2.ps1
# form: variable
$file = "$env:TEMP\run.bat"
# ruleid: PS068_PredictableTemporaryFile
$text | Out-File $file
Start-Process $file

# file: bad3.ps1
# form: splatted
$put = @{ Path = 'C:\Temp\go.cmd'; Value = 'x' }
# ruleid: PS068_PredictableTemporaryFile
Set-Content @put
cmd /c C:\Temp\go.cmd

# file: bad4.ps1
# form: aliased
# ruleid: PS068_PredictableTemporaryFile
ac C:\Temp\go.cmd x
& C:\Temp\go.cmd

# file: bad5.ps1
# form: wrapped
# ruleid: PS068_PredictableTemporaryFile
powershell -NoProfile -EncodedCommand UwBlAHQALQBDAG8AbgB0AGUAbgB0ACAAJABlAG4AdgA6AFQARQBNAFAAXABzAHQAZQBwADIALgBwAHMAMQAgACQAdABlAHgAdAAKACYAIAAkAGUAbgB2ADoAVABFAE0AUABcAHMAdABlAHAAMgAuAHAAcwAxAA==

# file: good1.ps1
# form: near miss
# ok: PS068_PredictableTemporaryFile
$file = New-TemporaryFile
& $file

# file: good2.ps1
# form: near miss
# ok: PS068_PredictableTemporaryFile
Set-Content $env:TEMP\list.txt $text

# file: good3.ps1
# form: near miss
# ok: PS068_PredictableTemporaryFile
Set-Content $env:TEMP\step2.ps1 $text
