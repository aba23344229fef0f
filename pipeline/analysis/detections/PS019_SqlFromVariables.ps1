# file: bad1.ps1
param($Name)
# ruleid: PS019_SqlFromVariables
Invoke-Sqlcmd -Query "SELECT * FROM Users WHERE Name = '$Name'"

# file: bad2.ps1
param($Name)
# ruleid: PS019_SqlFromVariables
$query = 'DELETE FROM Users WHERE Name = ' + $Name
Invoke-Sqlcmd -Query $query

# file: bad3.ps1
param($Id)
# ruleid: PS019_SqlFromVariables
$text = 'UPDATE Users SET Active = 0 WHERE Id = {0}' -f $Id
Invoke-Sqlcmd $text

# file: bad4.ps1
param($Id)
# ruleid: PS019_SqlFromVariables
$what = @{ Query = "SELECT Name FROM Users WHERE Id = $Id" }
Invoke-Sqlcmd @what

# file: bad5.ps1
# ruleid: PS019_SqlFromVariables
powershell -NoProfile -EncodedCommand cABhAHIAYQBtACgAJABOAGEAbQBlACkACgBJAG4AdgBvAGsAZQAtAFMAcQBsAGMAbQBkACAALQBRAHUAZQByAHkAIAAiAFMARQBMAEUAQwBUACAAKgAgAEYAUgBPAE0AIABVAHMAZQByAHMAIABXAEgARQBSAEUAIABOAGEAbQBlACAAPQAgACcAJABOAGEAbQBlACcAIgA=

# file: good1.ps1
# ok: PS019_SqlFromVariables
Invoke-Sqlcmd -Query 'SELECT * FROM Users'

# file: good2.ps1
$table = 'Users'
# ok: PS019_SqlFromVariables
Invoke-Sqlcmd -Query "SELECT * FROM $table"

# file: good3.ps1
param($Name)
# ok: PS019_SqlFromVariables
Get-WmiObject -Query "SELECT * FROM Win32_Service WHERE Name = '$Name'"
