# file: bad1.ps1
# ruleid: PS067_FullControlForAll
icacls C:\Data /grant Everyone:F

# file: bad2.ps1
# ruleid: PS067_FullControlForAll
New-SmbShare -Name data -Path C:\Data -FullAccess Everyone

# file: bad3.ps1
# ruleid: PS067_FullControlForAll
New-Object System.Security.AccessControl.FileSystemAccessRule('Everyone', 'FullControl', 'Allow')

# file: bad4.ps1
# form: splatted
$share = @{ Name = 'data'; Path = 'C:\Data'; FullAccess = 'Everyone' }
# ruleid: PS067_FullControlForAll
New-SmbShare @share

# file: bad5.ps1
# form: variable
$who = 'Everyone'
# ruleid: PS067_FullControlForAll
New-SmbShare -Name data -Path C:\Data -FullAccess $who

# file: bad6.ps1
# ruleid: PS067_FullControlForAll
cmd /c 'icacls C:\Data /grant Everyone:(OI)(CI)F'

# file: bad7.ps1
# form: wrapped
# ruleid: PS067_FullControlForAll
powershell -NoProfile -EncodedCommand aQBjAGEAYwBsAHMAIABDADoAXABEAGEAdABhACAALwBnAHIAYQBuAHQAIABFAHYAZQByAHkAbwBuAGUAOgBGAA==

# file: bad8.ps1
# form: aliased
Set-Alias share New-SmbShare
# ruleid: PS067_FullControlForAll
share -Name data -Path C:\Data -FullAccess Everyone

# file: good1.ps1
# form: near miss
# ok: PS067_FullControlForAll
icacls D:/data /grant 'Editors:(OI)(CI)M'

# file: good2.ps1
# form: near miss
# ok: PS067_FullControlForAll
New-SmbShare -Name data -Path C:\Data -ReadAccess Everyone

# file: good3.ps1
# form: near miss
# ok: PS067_FullControlForAll
icacls C:\Data
