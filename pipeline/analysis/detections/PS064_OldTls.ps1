# file: bad1.ps1
# ruleid: PS064_OldTls
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls

# file: bad2.ps1
# ruleid: PS064_OldTls
[Net.ServicePointManager]::SecurityProtocol = 'Ssl3'

# file: bad3.ps1
# ruleid: PS064_OldTls
[System.Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls11 -bor [Net.SecurityProtocolType]::Ssl3

# file: bad4.ps1
# form: wrapped
# ruleid: PS064_OldTls
powershell -NoProfile -EncodedCommand WwBOAGUAdAAuAFMAZQByAHYAaQBjAGUAUABvAGkAbgB0AE0AYQBuAGEAZwBlAHIAXQA6ADoAUwBlAGMAdQByAGkAdAB5AFAAcgBvAHQAbwBjAG8AbAAgAD0AIABbAE4AZQB0AC4AUwBlAGMAdQByAGkAdAB5AFAAcgBvAHQAbwBjAG8AbABUAHkAcABlAF0AOgA6AFQAbABzAA==

# file: bad5.ps1
# form: aliased
# ruleid: PS064_OldTls
iwr https://host.example -SslProtocol Tls

# file: bad6.ps1
# form: splatted
$how = @{ Uri = 'https://host.example'; SslProtocol = 'Tls11' }
# ruleid: PS064_OldTls
Invoke-RestMethod @how

# file: bad7.ps1
# form: variable
$old = [Net.SecurityProtocolType]::Tls
# ruleid: PS064_OldTls
[Net.ServicePointManager]::SecurityProtocol = $old

# file: good1.ps1
# form: near miss
# ok: PS064_OldTls
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

# file: good2.ps1
# form: near miss
# ok: PS064_OldTls
[Net.ServicePointManager]::SecurityProtocol

# file: good3.ps1
# form: near miss
# ok: PS064_OldTls
[Net.SecurityProtocolType]::Tls11
