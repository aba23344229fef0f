# file: bad1.ps1
# ruleid: PS006_CredentialsInAddress
Invoke-WebRequest -Uri 'https://bob:Tr0ub4dor@host.example/files'

# file: bad2.ps1
# ruleid: PS006_CredentialsInAddress
$text = 'Server=db1;Database=shop;User Id=sa;Password=Tr0ub4dor+3;'

# file: bad3.ps1
# form: splatted
# ruleid: PS006_CredentialsInAddress
$where = @{ Uri = 'ftp://bob:Tr0ub4dor@host.example/' }
Invoke-WebRequest @where

# file: bad4.ps1
# form: wrapped
# ruleid: PS006_CredentialsInAddress
powershell -NoProfile -EncodedCommand SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0ACAALQBVAHIAaQAgACcAaAB0AHQAcABzADoALwAvAGIAbwBiADoAVAByADAAdQBiADQAZABvAHIAQABoAG8AcwB0AC4AZQB4AGEAbQBwAGwAZQAvAGYAaQBsAGUAcwAnAA==

# file: bad5.ps1
# form: aliased
# ruleid: PS006_CredentialsInAddress
iwr 'https://bob:Tr0ub4dor@host.example/files'

# file: bad6.ps1
# form: variable
# ruleid: PS006_CredentialsInAddress
$where = 'https://bob:Tr0ub4dor@host.example/files'
Invoke-WebRequest $where

# file: good1.ps1
# form: near miss
# ok: PS006_CredentialsInAddress
Invoke-WebRequest -Uri https://host.example/files -Credential $credential

# file: good2.ps1
# form: near miss
# ok: PS006_CredentialsInAddress
$text = 'Server=db1;Database=shop;Integrated Security=SSPI'

# file: good3.ps1
# form: near miss
# ok: PS006_CredentialsInAddress
$text = "Server=db1;User Id=sa;Password=$plain"

# file: good4.ps1
# form: near miss
# ok: PS006_CredentialsInAddress
'https://host.example:8443/@scope'
