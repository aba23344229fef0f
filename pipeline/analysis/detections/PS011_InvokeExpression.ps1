# file: bad1.ps1
# ruleid: PS011_InvokeExpression
Invoke-Expression $command

# file: bad2.ps1
# form: aliased
# ruleid: PS011_InvokeExpression
iex "Get-$noun"

# file: bad3.ps1
# form: aliased
# ruleid: PS011_InvokeExpression
$command | iex

# file: bad4.ps1
# ruleid: PS011_InvokeExpression
&('i'+'ex') $command

# file: bad5.ps1
# form: splatted
$how = @{ Command = $text }
# ruleid: PS011_InvokeExpression
Invoke-Expression @how

# file: bad6.ps1
# form: wrapped
# ruleid: PS011_InvokeExpression
powershell -NoProfile -EncodedCommand SQBuAHYAbwBrAGUALQBFAHgAcAByAGUAcwBzAGkAbwBuACAAJABjAG8AbQBtAGEAbgBkAA==

# file: bad7.ps1
# form: variable
$line = "Get-$noun"
# ruleid: PS011_InvokeExpression
Invoke-Expression $line

# file: good1.ps1
# form: near miss
# ok: PS011_InvokeExpression
& $command @arguments

# file: good2.ps1
# form: near miss
# ok: PS011_InvokeExpression
Invoke-Expression 'Get-Date'

# file: good3.ps1
# form: near miss
# ok: PS011_InvokeExpression
Invoke-Command -ScriptBlock { Get-Date }

# file: good4.ps1
# form: near miss
# ok: PS011_InvokeExpression
Write-Host 'iex $command'
