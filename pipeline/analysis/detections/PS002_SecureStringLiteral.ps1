# file: bad1.ps1
# ruleid: PS002_SecureStringLiteral
ConvertTo-SecureString 'Tr0ub4dor+3' -AsPlainText -Force

# file: bad2.ps1
# ruleid: PS002_SecureStringLiteral
'Tr0ub4dor+3' | ConvertTo-SecureString -AsPlainText -Force

# file: bad3.ps1
# form: variable
$text = 'Tr0ub4dor+3'
# ruleid: PS002_SecureStringLiteral
ConvertTo-SecureString -String $text -AsPlain -Force

# file: bad4.ps1
# form: splatted
$how = @{ String = 'Tr0ub4dor+3'; AsPlainText = $true; Force = $true }
# ruleid: PS002_SecureStringLiteral
ConvertTo-SecureString @how

# file: bad5.ps1
# form: wrapped
# ruleid: PS002_SecureStringLiteral
powershell -NoProfile -EncodedCommand QwBvAG4AdgBlAHIAdABUAG8ALQBTAGUAYwB1AHIAZQBTAHQAcgBpAG4AZwAgACcAVAByADAAdQBiADQAZABvAHIAKwAzACcAIAAtAEEAcwBQAGwAYQBpAG4AVABlAHgAdAAgAC0ARgBvAHIAYwBlAA==

# file: bad6.ps1
# form: aliased
Set-Alias protect ConvertTo-SecureString
# ruleid: PS002_SecureStringLiteral
protect 'Tr0ub4dor+3' -AsPlainText -Force

# file: good1.ps1
# form: near miss
# ok: PS002_SecureStringLiteral
Read-Host -AsSecureString

# file: good2.ps1
# form: near miss
# ok: PS002_SecureStringLiteral
ConvertTo-SecureString $stored

# file: good3.ps1
# form: near miss
# ok: PS002_SecureStringLiteral
ConvertTo-SecureString (Get-Content secret.txt) -Key $key
