# file: bad1.ps1
# ruleid: PS056_RecursiveDelete
Remove-Item C:\ -Recurse -Force

# file: bad2.ps1
# form: aliased
# ruleid: PS056_RecursiveDelete
rm -r -fo "$folder\*"

# file: bad3.ps1
# form: aliased
# ruleid: PS056_RecursiveDelete
ri C:\Windows\Temp\x -Recurse -Force

# file: bad4.ps1
# form: splatted
$gone = @{ Path = 'C:\Users'; Recurse = $true; Force = $true }
# ruleid: PS056_RecursiveDelete
Remove-Item @gone

# file: bad5.ps1
# form: variable
$path = 'C:\'
# ruleid: PS056_RecursiveDelete
Remove-Item $path -Recurse -Force

# file: bad6.ps1
# ruleid: PS056_RecursiveDelete
cmd /c rd /s /q C:\Data

# file: bad7.ps1
# form: wrapped
# ruleid: PS056_RecursiveDelete
powershell -NoProfile -EncodedCommand UgBlAG0AbwB2AGUALQBJAHQAZQBtACAAQwA6AFwAIAAtAFIAZQBjAHUAcgBzAGUAIAAtAEYAbwByAGMAZQA=

# file: good1.ps1
# form: near miss
# ok: PS056_RecursiveDelete
Remove-Item C:\x\a.txt -Force

# file: good2.ps1
# form: near miss
# ok: PS056_RecursiveDelete
Remove-Item C:\x -Recurse -Confirm

# file: good3.ps1
# form: near miss
# ok: PS056_RecursiveDelete
Remove-Item C:\x -Recurse -Force -WhatIf

# file: good4.ps1
# form: near miss
# ok: PS056_RecursiveDelete
Get-ChildItem C:\ -Recurse -Force
