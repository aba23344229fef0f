# file: bad1.ps1
# ruleid: PS016_EncodedCommand
powershell -EncodedCommand RwBlAHQALQBEAGEAdABlAA==

# file: bad2.ps1
# ruleid: PS016_EncodedCommand
powershell.exe -NoP -e RwBlAHQALQBEAGEAdABlAA==

# file: bad3.ps1
# ruleid: PS016_EncodedCommand
pwsh -enc $text

# file: bad4.ps1
# form: variable
$line = '-NoProfile -EncodedCommand RwBlAHQALQBEAGEAdABlAA=='
# ruleid: PS016_EncodedCommand
Start-Process powershell -ArgumentList $line

# file: bad5.ps1
# form: splatted
$start = @{ FilePath = 'powershell.exe'; ArgumentList = '-ec RwBlAHQALQBEAGEAdABlAA==' }
# ruleid: PS016_EncodedCommand
Start-Process @start

# file: bad6.ps1
# ruleid: PS016_EncodedCommand
cmd /c powershell /enc RwBlAHQALQBEAGEAdABlAA==

# file: bad7.ps1
# form: aliased
Set-Alias shell powershell
# ruleid: PS016_EncodedCommand
shell -EncodedCommand RwBlAHQALQBEAGEAdABlAA==

# file: bad8.ps1
# form: wrapped
# ruleid: PS016_EncodedCommand
Invoke-Expression ([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('cABvAHcAZQByAHMAaABlAGwAbAAgAC0ARQBuAGMAbwBkAGUAZABDAG8AbQBtAGEAbgBkACAAUgB3AEIAbABBAEgAUQBBAEwAUQBCAEUAQQBHAEUAQQBkAEEAQgBsAEEAQQA9AD0A')))

# file: good1.ps1
# form: near miss
# ok: PS016_EncodedCommand
pwsh -NoProfile -File ./backup.ps1

# file: good2.ps1
# form: near miss
# ok: PS016_EncodedCommand
powershell -ExecutionPolicy RemoteSigned -File a.ps1

# file: good3.ps1
# form: near miss
# ok: PS016_EncodedCommand
[Convert]::ToBase64String($bytes)
