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
# ruleid: PS064_OldTls
powershell -NoProfile -EncodedCommand WwBOAGUAdAAuAFMAZQByAHYAaQBjAGUAUABvAGkAbgB0AE0AYQBuAGEAZwBlAHIAXQA6ADoAUwBlAGMAdQByAGkAdAB5AFAAcgBvAHQAbwBjAG8AbAAgAD0AIABbAE4AZQB0AC4AUwBlAGMAdQByAGkAdAB5AFAAcgBvAHQAbwBjAG8AbABUAHkAcABlAF0AOgA6AFQAbABzAA==

# file: good1.ps1
# ok: PS064_OldTls
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

# file: good2.ps1
# ok: PS064_OldTls
[Net.ServicePointManager]::SecurityProtocol

# file: good3.ps1
# ok: PS064_OldTls
[Net.SecurityProtocolType]::Tls11
