# file: bad1.ps1
# ruleid: PS069_Kerberoasting
Add-Type -AssemblyName System.IdentityModel; New-Object System.IdentityModel.Tokens.KerberosRequestorSecurityToken -ArgumentList $name

# file: bad2.ps1
# ruleid: PS069_Kerberoasting
[System.IdentityModel.Tokens.KerberosRequestorSecurityToken]::new($name)

# file: bad3.ps1
# form: variable
$type = 'System.IdentityModel.Tokens.KerberosRequestorSecurityToken'
# ruleid: PS069_Kerberoasting
New-Object $type -ArgumentList $name

# file: bad4.ps1
# form: splatted
$make = @{ TypeName = 'System.IdentityModel.Tokens.KerberosRequestorSecurityToken' }
# ruleid: PS069_Kerberoasting
New-Object @make

# file: bad5.ps1
# ruleid: PS069_Kerberoasting
$searcher.Filter = '(&(servicePrincipalName=*)(objectClass=user))'

# file: bad6.ps1
# form: wrapped
# ruleid: PS069_Kerberoasting
powershell -NoProfile -EncodedCommand QQBkAGQALQBUAHkAcABlACAALQBBAHMAcwBlAG0AYgBsAHkATgBhAG0AZQAgAFMAeQBzAHQAZQBtAC4ASQBkAGUAbgB0AGkAdAB5AE0AbwBkAGUAbAA7ACAATgBlAHcALQBPAGIAagBlAGMAdAAgAFMAeQBzAHQAZQBtAC4ASQBkAGUAbgB0AGkAdAB5AE0AbwBkAGUAbAAuAFQAbwBrAGUAbgBzAC4ASwBlAHIAYgBlAHIAbwBzAFIAZQBxAHUAZQBzAHQAbwByAFMAZQBjAHUAcgBpAHQAeQBUAG8AawBlAG4AIAAtAEEAcgBnAHUAbQBlAG4AdABMAGkAcwB0ACAAJABuAGEAbQBlAA==

# file: bad7.ps1
# form: aliased
Set-Alias make New-Object
# ruleid: PS069_Kerberoasting
make System.IdentityModel.Tokens.KerberosRequestorSecurityToken -ArgumentList $name

# file: good1.ps1
# form: near miss
# ok: PS069_Kerberoasting
New-ADServiceAccount -Name Backup -DNSHostName backup.example.org

# file: good2.ps1
# form: near miss
# ok: PS069_Kerberoasting
klist

# file: good3.ps1
# form: near miss
# ok: PS069_Kerberoasting
$searcher.Filter = '(objectClass=user)'
