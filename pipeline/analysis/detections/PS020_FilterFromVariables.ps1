# file: bad1.ps1
param($Name)
# ruleid: PS020_FilterFromVariables
$searcher.Filter = "(&(objectClass=user)(cn=$Name))"

# file: bad2.ps1
param($Name)
# ruleid: PS020_FilterFromVariables
Get-CimInstance -Query "SELECT * FROM Win32_Service WHERE Name = '$Name'"

# file: bad3.ps1
param($Name)
# ruleid: PS020_FilterFromVariables
$document.SelectNodes("//user[@name='$Name']")

# file: bad4.ps1
# form: wrapped
# ruleid: PS020_FilterFromVariables
powershell -NoProfile -EncodedCommand cABhAHIAYQBtACgAJABOAGEAbQBlACkACgAkAHMAZQBhAHIAYwBoAGUAcgAuAEYAaQBsAHQAZQByACAAPQAgACIAKAAmACgAbwBiAGoAZQBjAHQAQwBsAGEAcwBzAD0AdQBzAGUAcgApACgAYwBuAD0AJABOAGEAbQBlACkAKQAiAA==

# file: bad5.ps1
# form: aliased
param($Name)
# ruleid: PS020_FilterFromVariables
gcim -Query "SELECT * FROM Win32_Service WHERE Name = '$Name'"

# file: bad6.ps1
# form: splatted
param($Name)
# ruleid: PS020_FilterFromVariables
$what = @{ Query = "SELECT * FROM Win32_Service WHERE Name = '$Name'" }
Get-CimInstance @what

# file: bad7.ps1
# form: variable
param($Name)
# ruleid: PS020_FilterFromVariables
$query = "SELECT * FROM Win32_Service WHERE Name = '$Name'"
Get-CimInstance -Query $query

# file: good1.ps1
# form: near miss
# ok: PS020_FilterFromVariables
$searcher.Filter = '(&(objectClass=user)(cn=bob))'

# file: good2.ps1
# form: near miss
$name = 'spooler'
# ok: PS020_FilterFromVariables
Get-CimInstance -Query "SELECT * FROM Win32_Service WHERE Name = '$name'"

# file: good3.ps1
# form: near miss
# ok: PS020_FilterFromVariables
Get-Service -Name $name
