# file: bad1.ps1
# ruleid: PS040_AccountDatabaseCopied
reg save HKLM\SAM C:\x\sam.hiv

# file: bad2.ps1
# ruleid: PS040_AccountDatabaseCopied
ntdsutil 'ac i ntds' 'ifm' 'create full C:\x' q q

# file: bad3.ps1
# ruleid: PS040_AccountDatabaseCopied
Copy-Item C:\Windows\NTDS\ntds.dit D:\x

# file: bad4.ps1
# form: variable
$file = 'C:\Windows\System32\config\SAM'
# ruleid: PS040_AccountDatabaseCopied
[IO.File]::Copy($file, 'C:\x\sam')

# file: bad5.ps1
# form: aliased, splatted
$copy = @{ Path = 'C:\Windows\NTDS\ntds.dit'; Destination = 'D:\x' }
# ruleid: PS040_AccountDatabaseCopied
cpi @copy

# file: bad6.ps1
# ruleid: PS040_AccountDatabaseCopied
cmd /c reg save hklm\security C:\x\security.hiv

# file: bad7.ps1
# form: wrapped
# ruleid: PS040_AccountDatabaseCopied
powershell -NoProfile -EncodedCommand cgBlAGcAIABzAGEAdgBlACAASABLAEwATQBcAFMAQQBNACAAQwA6AFwAeABcAHMAYQBtAC4AaABpAHYA

# file: good1.ps1
# form: near miss
# ok: PS040_AccountDatabaseCopied
reg save HKCU\Software\Contoso contoso.hiv

# file: good2.ps1
# form: near miss
# ok: PS040_AccountDatabaseCopied
Copy-Item C:\Windows\System32\drivers\etc\hosts D:\x

# file: good3.ps1
# form: near miss
# ok: PS040_AccountDatabaseCopied
reg query HKLM\SAM
