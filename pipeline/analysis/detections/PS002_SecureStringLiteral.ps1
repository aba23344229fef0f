# file: bad1.ps1
# ruleid: PS002_SecureStringLiteral
ConvertTo-SecureString 'Tr0ub4dor+3' -AsPlainText -Force

# file: bad2.ps1
# ruleid: PS002_SecureStringLiteral
'Tr0ub4dor+3' | ConvertTo-SecureString -AsPlainText -Force

# file: bad3.ps1
$text = 'Tr0ub4dor+3'
# ruleid: PS002_SecureStringLiteral
ConvertTo-SecureString -String $text -AsPlain -Force

# file: bad4.ps1
$how = @{ String = 'Tr0ub4dor+3'; AsPlainText = $true; Force = $true }
# ruleid: PS002_SecureStringLiteral
ConvertTo-SecureString @how

# file: bad5.ps1
# ruleid: PS002_SecureStringLiteral
powershell -NoProfile -EncodedCommand QwBvAG4AdgBlAHIAdABUAG8ALQBTAGUAYwB1AHIAZQBTAHQAcgBpAG4AZwAgACcAVAByADAAdQBiADQAZABvAHIAKwAzACcAIAAtAEEAcwBQAGwAYQBpAG4AVABlAHgAdAAgAC0ARgBvAHIAYwBlAA==

# file: good1.ps1
# ok: PS002_SecureStringLiteral
Read-Host -AsSecureString

# file: good2.ps1
# ok: PS002_SecureStringLiteral
ConvertTo-SecureString $stored

# file: good3.ps1
# ok: PS002_SecureStringLiteral
ConvertTo-SecureString (Get-Content secret.txt) -Key $key
