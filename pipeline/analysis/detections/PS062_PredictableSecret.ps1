# file: bad1.ps1
# form: variable
$aes = [Security.Cryptography.Aes]::Create()
# ruleid: PS062_PredictableSecret
$aes.Key = [Text.Encoding]::UTF8.GetBytes('0123456789abcdef')
$aes.CreateEncryptor()

# file: bad2.ps1
# ruleid: PS062_PredictableSecret
$aes.CreateDecryptor([byte[]](1..16), [byte[]](1..16))

# file: bad3.ps1
# ruleid: PS062_PredictableSecret
$password = -join (1..12 | ForEach-Object { [char](Get-Random -Minimum 33 -Maximum 126) })

# file: bad4.ps1
$generator = New-Object Random
# ruleid: PS062_PredictableSecret
$token = [Random]::new().Next()

# file: bad5.ps1
# form: variable
$key = [Text.Encoding]::UTF8.GetBytes('0123456789abcdef')
# ruleid: PS062_PredictableSecret
$aes.CreateEncryptor($key, $start)

# file: bad6.ps1
# form: wrapped
# ruleid: PS062_PredictableSecret
powershell -NoProfile -EncodedCommand JABhAGUAcwAuAEMAcgBlAGEAdABlAEQAZQBjAHIAeQBwAHQAbwByACgAWwBiAHkAdABlAFsAXQBdACgAMQAuAC4AMQA2ACkALAAgAFsAYgB5AHQAZQBbAF0AXQAoADEALgAuADEANgApACkA

# file: bad7.ps1
# form: aliased
# ruleid: PS062_PredictableSecret
$password = -join (1..12 | % { [char](Get-Random -Minimum 33 -Maximum 126) })

# file: bad8.ps1
# form: splatted
$range = @{ Minimum = 33; Maximum = 126 }
# ruleid: PS062_PredictableSecret
$password = -join (1..12 | ForEach-Object { [char](Get-Random @range) })

# file: good1.ps1
# form: near miss
# ok: PS062_PredictableSecret
[Security.Cryptography.RandomNumberGenerator]::GetBytes(32)

# file: good2.ps1
# form: near miss
# ok: PS062_PredictableSecret
$color = Get-Random -Maximum 16

# file: good3.ps1
# form: near miss
# ok: PS062_PredictableSecret
$aes.Key = Get-Content key.bin -AsByteStream
