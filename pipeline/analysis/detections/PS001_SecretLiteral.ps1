# file: bad1.ps1
# ruleid: PS001_SecretLiteral
$adminPassword = 'Tr0ub4dor+3'

# file: bad2.ps1
# ruleid: PS001_SecretLiteral
Connect-Thing -User bob -Password 'Tr0ub4dor+3'

# file: bad3.ps1
# ruleid: PS001_SecretLiteral
param([string] $ApiKey = 'a81bc81b-dead-4e5d-abff-90865d1e13b1')
Invoke-Thing -Key $ApiKey

# file: bad4.ps1
# form: splatted
# ruleid: PS001_SecretLiteral
$splat = @{ ClientSecret = 'Tr0ub4dor+3~x' }
Connect-Thing @splat

# file: bad5.ps1
# ruleid: PS001_SecretLiteral
$settings.DatabasePassword = 'Tr0ub4dor+3'

# file: bad6.ps1
# form: wrapped
# ruleid: PS001_SecretLiteral
powershell -NoProfile -EncodedCommand JABhAGQAbQBpAG4AUABhAHMAcwB3AG8AcgBkACAAPQAgACcAVAByADAAdQBiADQAZABvAHIAKwAzACcA

# file: bad7.ps1
# form: aliased
Set-Alias join Connect-Thing
# ruleid: PS001_SecretLiteral
join -User bob -Password 'Tr0ub4dor+3'

# file: bad8.ps1
# form: variable
$text = 'Tr0ub4dor+3'
# ruleid: PS001_SecretLiteral
Connect-Thing -User bob -Password $text

# file: good1.ps1
# form: near miss
# ok: PS001_SecretLiteral
$password = Read-Host -AsSecureString

# file: good2.ps1
# form: near miss
# ok: PS001_SecretLiteral
$password = '<your password>'

# file: good3.ps1
# form: near miss
# ok: PS001_SecretLiteral
$passwordLength = '16'

# file: good4.ps1
# form: near miss
# ok: PS001_SecretLiteral
$tokenPath = 'C:\Tokens\list.txt'

# file: good5.ps1
# form: near miss
# ok: PS001_SecretLiteral
# $password = 'Tr0ub4dor+3'
