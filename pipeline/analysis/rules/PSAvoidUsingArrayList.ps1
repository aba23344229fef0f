# ruleid: PSAvoidUsingArrayList
$list = New-Object System.Collections.ArrayList
# ruleid: PSAvoidUsingArrayList
$list = New-Object -Type collections.arrayList
# ruleid: PSAvoidUsingArrayList
$list = [System.Collections.ArrayList]@(1, 2)
# ruleid: PSAvoidUsingArrayList
$list = [Collections.ArrayList]::new()
# ok: PSAvoidUsingArrayList
$list = New-Object ArrayList
# ok: PSAvoidUsingArrayList
$list = [System.Collections.Generic.List[object]]::new()
# ok: PSAvoidUsingArrayList
$type = 'System.Collections.ArrayList'
# file: using.ps1
using namespace System.Collections
# ruleid: PSAvoidUsingArrayList
$list = New-Object ArrayList
# ruleid: PSAvoidUsingArrayList
$list = [ArrayList](1, 2, 3)
