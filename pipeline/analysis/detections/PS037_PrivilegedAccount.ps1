# file: bad1.ps1
# ruleid: PS037_PrivilegedAccount
Add-LocalGroupMember -Group Administrators -Member bob

# file: bad2.ps1
# ruleid: PS037_PrivilegedAccount
net localgroup administrators bob /add

# file: bad3.ps1
# ruleid: PS037_PrivilegedAccount
New-LocalUser -Name bob -Password $password

# file: bad4.ps1
# form: splatted
$add = @{ Identity = 'Domain Admins'; Members = 'bob' }
# ruleid: PS037_PrivilegedAccount
Add-ADGroupMember @add

# file: bad5.ps1
# form: variable
$group = 'Administrators'
# ruleid: PS037_PrivilegedAccount
Add-LocalGroupMember -Group $group -Member bob

# file: bad6.ps1
# ruleid: PS037_PrivilegedAccount
cmd /c net user bob Secret1 /add

# file: bad7.ps1
# form: wrapped
# ruleid: PS037_PrivilegedAccount
powershell -NoProfile -EncodedCommand QQBkAGQALQBMAG8AYwBhAGwARwByAG8AdQBwAE0AZQBtAGIAZQByACAALQBHAHIAbwB1AHAAIABBAGQAbQBpAG4AaQBzAHQAcgBhAHQAbwByAHMAIAAtAE0AZQBtAGIAZQByACAAYgBvAGIA

# file: bad8.ps1
# form: aliased
# ruleid: PS037_PrivilegedAccount
algm -Group Administrators -Member bob

# file: good1.ps1
# form: near miss
# ok: PS037_PrivilegedAccount
Get-LocalGroupMember -Group Administrators

# file: good2.ps1
# form: near miss
# ok: PS037_PrivilegedAccount
Add-LocalGroupMember -Group Printers -Member bob

# file: good3.ps1
# form: near miss
# ok: PS037_PrivilegedAccount
net user bob

# file: good4.ps1
# form: near miss
# ok: PS037_PrivilegedAccount
Remove-LocalGroupMember -Group Administrators -Member bob
