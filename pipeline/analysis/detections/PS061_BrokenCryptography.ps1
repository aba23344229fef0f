# file: bad1.ps1
# ruleid: PS061_BrokenCryptography
[System.Security.Cryptography.MD5]::Create()

# file: bad2.ps1
# ruleid: PS061_BrokenCryptography
New-Object Security.Cryptography.DESCryptoServiceProvider

# file: bad3.ps1
# ruleid: PS061_BrokenCryptography
Get-FileHash a.zip -Algorithm MD5

# file: bad4.ps1
# form: variable
$kind = 'SHA1'
# ruleid: PS061_BrokenCryptography
Get-FileHash a.zip -Algorithm $kind

# file: bad5.ps1
# form: splatted
$how = @{ Path = 'a.zip'; Algorithm = 'MD5' }
# ruleid: PS061_BrokenCryptography
Get-FileHash @how

# file: bad6.ps1
# ruleid: PS061_BrokenCryptography
$cipher.Mode = [Security.Cryptography.CipherMode]::ECB

# file: bad7.ps1
# form: wrapped
# ruleid: PS061_BrokenCryptography
powershell -NoProfile -EncodedCommand WwBTAHkAcwB0AGUAbQAuAFMAZQBjAHUAcgBpAHQAeQAuAEMAcgB5AHAAdABvAGcAcgBhAHAAaAB5AC4ATQBEADUAXQA6ADoAQwByAGUAYQB0AGUAKAApAA==

# file: bad8.ps1
# form: aliased
Set-Alias digest Get-FileHash
# ruleid: PS061_BrokenCryptography
digest a.zip -Algorithm MD5

# file: good1.ps1
# form: near miss
# ok: PS061_BrokenCryptography
Get-FileHash a.zip -Algorithm SHA256

# file: good2.ps1
# form: near miss
# ok: PS061_BrokenCryptography
[System.Security.Cryptography.SHA256]::Create()

# file: good3.ps1
# form: near miss
# ok: PS061_BrokenCryptography
$window.Mode = 'Dark'
