# file: bad1.ps1
# ruleid: PS009_StaticSecureStringKey
ConvertTo-SecureString $stored -Key (1..16)

# file: bad2.ps1
# form: variable
$key = 3, 4, 2, 3, 56, 34, 254, 222, 1, 1, 2, 23, 42, 54, 33, 233
# ruleid: PS009_StaticSecureStringKey
$stored | ConvertTo-SecureString -Key $key

# file: bad3.ps1
# form: variable
$key = [Text.Encoding]::UTF8.GetBytes('0123456789abcdef')
# ruleid: PS009_StaticSecureStringKey
ConvertFrom-SecureString $secret -Key $key

# file: bad4.ps1
# form: wrapped
# ruleid: PS009_StaticSecureStringKey
powershell -NoProfile -EncodedCommand QwBvAG4AdgBlAHIAdABUAG8ALQBTAGUAYwB1AHIAZQBTAHQAcgBpAG4AZwAgACQAcwB0AG8AcgBlAGQAIAAtAEsAZQB5ACAAKAAxAC4ALgAxADYAKQA=

# file: bad5.ps1
# form: aliased
Set-Alias unprotect ConvertTo-SecureString
# ruleid: PS009_StaticSecureStringKey
unprotect $stored -Key (1..16)

# file: bad6.ps1
# form: splatted
$how = @{ String = $stored; Key = 1..16 }
# ruleid: PS009_StaticSecureStringKey
ConvertTo-SecureString @how

# file: good1.ps1
# form: near miss
# ok: PS009_StaticSecureStringKey
ConvertTo-SecureString $stored

# file: good2.ps1
# form: near miss
# ok: PS009_StaticSecureStringKey
ConvertTo-SecureString $stored -Key (Get-Content key.bin -AsByteStream)

# file: good3.ps1
# form: near miss
param($Key)
# ok: PS009_StaticSecureStringKey
ConvertTo-SecureString $stored -Key $Key
