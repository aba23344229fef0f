# file: bad1.ps1
# ruleid: PS063_CertificatesUnchecked
[Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }

# file: bad2.ps1
# ruleid: PS063_CertificatesUnchecked
Invoke-WebRequest https://host.example -SkipCertificateCheck

# file: bad3.ps1
# form: aliased
# ruleid: PS063_CertificatesUnchecked
irm https://host.example -SkipCert

# file: bad4.ps1
# form: splatted
$get = @{ Uri = 'https://host.example'; SkipCertificateCheck = $true }
# ruleid: PS063_CertificatesUnchecked
Invoke-RestMethod @get

# file: bad5.ps1
# form: variable
$policy = New-Object TrustAll
# ruleid: PS063_CertificatesUnchecked
[System.Net.ServicePointManager]::CertificatePolicy = $policy

# file: bad6.ps1
# ruleid: PS063_CertificatesUnchecked
curl.exe -k https://host.example

# file: bad7.ps1
# form: wrapped
# ruleid: PS063_CertificatesUnchecked
powershell -NoProfile -EncodedCommand WwBOAGUAdAAuAFMAZQByAHYAaQBjAGUAUABvAGkAbgB0AE0AYQBuAGEAZwBlAHIAXQA6ADoAUwBlAHIAdgBlAHIAQwBlAHIAdABpAGYAaQBjAGEAdABlAFYAYQBsAGkAZABhAHQAaQBvAG4AQwBhAGwAbABiAGEAYwBrACAAPQAgAHsAIAAkAHQAcgB1AGUAIAB9AA==

# file: good1.ps1
# form: near miss
# ok: PS063_CertificatesUnchecked
[Net.ServicePointManager]::ServerCertificateValidationCallback = $null

# file: good2.ps1
# form: near miss
# ok: PS063_CertificatesUnchecked
Invoke-WebRequest https://host.example

# file: good3.ps1
# form: near miss
# ok: PS063_CertificatesUnchecked
Import-Certificate -FilePath ca.cer -CertStoreLocation Cert:/LocalMachine/Root
