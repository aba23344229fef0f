# file: bad1.ps1
# ruleid: PS070_ReplicationRights
$right = [guid] '1131f6ad-9c07-11d1-f79f-00c04fc2dcd2'
$acl.AddAccessRule($rule)

# file: bad2.ps1
# ruleid: PS070_ReplicationRights
Add-ADPermission -Identity $domain -User bob -ExtendedRights 'Replicating Directory Changes All'

# file: bad3.ps1
# ruleid: PS070_ReplicationRights
dsacls 'DC=example,DC=org' /G 'bob:CA;Replicating Directory Changes All'

# file: bad4.ps1
# form: splatted
# ruleid: PS070_ReplicationRights
$give = @{ User = 'bob'; ExtendedRights = 'DS-Replication-Get-Changes-All' }
Add-ADPermission @give

# file: bad5.ps1
# form: variable
# ruleid: PS070_ReplicationRights
$right = 'DS-Replication-Get-Changes'
add-adpermission -User bob -ExtendedRights $right

# file: bad6.ps1
# form: wrapped
# ruleid: PS070_ReplicationRights
powershell -NoProfile -EncodedCommand QQBkAGQALQBBAEQAUABlAHIAbQBpAHMAcwBpAG8AbgAgAC0ASQBkAGUAbgB0AGkAdAB5ACAAJABkAG8AbQBhAGkAbgAgAC0AVQBzAGUAcgAgAGIAbwBiACAALQBFAHgAdABlAG4AZABlAGQAUgBpAGcAaAB0AHMAIAAnAFIAZQBwAGwAaQBjAGEAdABpAG4AZwAgAEQAaQByAGUAYwB0AG8AcgB5ACAAQwBoAGEAbgBnAGUAcwAgAEEAbABsACcA

# file: bad7.ps1
# form: aliased
Set-Alias give Add-ADPermission
# ruleid: PS070_ReplicationRights
give -User bob -ExtendedRights 'DS-Replication-Get-Changes-All'

# file: good1.ps1
# form: near miss
# ok: PS070_ReplicationRights
Get-ADReplicationPartnerMetadata -Target $controller

# file: good2.ps1
# form: near miss
# ok: PS070_ReplicationRights
$id = [guid] '00000000-9c07-11d1-f79f-00c04fc2dcd2'
