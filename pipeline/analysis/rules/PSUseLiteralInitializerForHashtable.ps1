# ruleid: PSUseLiteralInitializerForHashtable
$table = New-Object hashtable
# ruleid: PSUseLiteralInitializerForHashtable
$table = new-object -TypeName System.Collections.Hashtable -ArgumentList 10
# ruleid: PSUseLiteralInitializerForHashtable
$table = [hashtable]::new()
# ruleid: PSUseLiteralInitializerForHashtable
$table = [Collections.Hashtable]::new(10)
# ok: PSUseLiteralInitializerForHashtable
$table = @{}
# ok: PSUseLiteralInitializerForHashtable
$table = [hashtable]::new(10, [StringComparer]::OrdinalIgnoreCase)
# ok: PSUseLiteralInitializerForHashtable
$table = New-Object hashtable [StringComparer]::OrdinalIgnoreCase
# ok: PSUseLiteralInitializerForHashtable
$list = New-Object System.Collections.ArrayList
