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
# ruleid: PS020_FilterFromVariables
powershell -NoProfile -EncodedCommand cABhAHIAYQBtACgAJABOAGEAbQBlACkACgAkAHMAZQBhAHIAYwBoAGUAcgAuAEYAaQBsAHQAZQByACAAPQAgACIAKAAmACgAbwBiAGoAZQBjAHQAQwBsAGEAcwBzAD0AdQBzAGUAcgApACgAYwBuAD0AJABOAGEAbQBlACkAKQAiAA==

# file: good1.ps1
# ok: PS020_FilterFromVariables
$searcher.Filter = '(&(objectClass=user)(cn=bob))'

# file: good2.ps1
$name = 'spooler'
# ok: PS020_FilterFromVariables
Get-CimInstance -Query "SELECT * FROM Win32_Service WHERE Name = '$name'"

# file: good3.ps1
# ok: PS020_FilterFromVariables
Get-Service -Name $name
