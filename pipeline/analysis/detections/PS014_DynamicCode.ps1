# file: bad1.ps1
# ruleid: PS014_DynamicCode
[scriptblock]::Create($text)

# file: bad2.ps1
# ruleid: PS014_DynamicCode
[ScriptBlock]::Create("Get-$noun").Invoke()

# file: bad3.ps1
# ruleid: PS014_DynamicCode
$ExecutionContext.InvokeCommand.InvokeScript($text)

# file: bad4.ps1
# ruleid: PS014_DynamicCode
$ExecutionContext.InvokeCommand.ExpandString($line)

# file: bad5.ps1
# form: variable
$shell = [powershell]::Create()
# ruleid: PS014_DynamicCode
$shell.AddScript($text).Invoke()

# file: bad6.ps1
# form: wrapped
# ruleid: PS014_DynamicCode
powershell -NoProfile -EncodedCommand WwBzAGMAcgBpAHAAdABiAGwAbwBjAGsAXQA6ADoAQwByAGUAYQB0AGUAKAAkAHQAZQB4AHQAKQA=

# file: bad7.ps1
# form: aliased
# ruleid: PS014_DynamicCode
icm -ScriptBlock ([scriptblock]::Create($text))

# file: bad8.ps1
# form: splatted
# ruleid: PS014_DynamicCode
$run = @{ ScriptBlock = [scriptblock]::Create($text) }
Invoke-Command @run

# file: good1.ps1
# form: near miss
# ok: PS014_DynamicCode
[scriptblock]::Create('Get-Date')

# file: good2.ps1
# form: near miss
# ok: PS014_DynamicCode
{ Get-Date }

# file: good3.ps1
# form: near miss
# ok: PS014_DynamicCode
$ExecutionContext.InvokeCommand.InvokeScript('Get-Date')
