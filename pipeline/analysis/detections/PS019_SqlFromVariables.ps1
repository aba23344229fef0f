# file: bad1.ps1
param($Name)
# ruleid: PS019_SqlFromVariables
Invoke-Sqlcmd -Query "SELECT * FROM Users WHERE Name = '$Name'"

# file: bad2.ps1
# form: variable
param($Name)
# ruleid: PS019_SqlFromVariables
$query = 'DELETE FROM Users WHERE Name = ' + $Name
Invoke-Sqlcmd -Query $query

# file: bad3.ps1
# form: variable
param($Id)
# ruleid: PS019_SqlFromVariables
$text = 'UPDATE Users SET Active = 0 WHERE Id = {0}' -f $Id
Invoke-Sqlcmd $text

# file: bad4.ps1
# form: splatted
param($Id)
# ruleid: PS019_SqlFromVariables
$what = @{ Query = "SELECT Name FROM Users WHERE Id = $Id" }
Invoke-Sqlcmd @what

# file: bad5.ps1
# form: wrapped
# ruleid: PS019_SqlFromVariables
powershell -NoProfile -EncodedCommand cABhAHIAYQBtACgAJABOAGEAbQBlACkACgBJAG4AdgBvAGsAZQAtAFMAcQBsAGMAbQBkACAALQBRAHUAZQByAHkAIAAiAFMARQBMAEUAQwBUACAAKgAgAEYAUgBPAE0AIABVAHMAZQByAHMAIABXAEgARQBSAEUAIABOAGEAbQBlACAAPQAgACcAJABOAGEAbQBlACcAIgA=

# file: bad6.ps1
# form: aliased
param($Name)
Set-Alias ask Invoke-Sqlcmd
# ruleid: PS019_SqlFromVariables
ask -Query "SELECT * FROM Users WHERE Name = '$Name'"

# file: good1.ps1
# form: near miss
# ok: PS019_SqlFromVariables
Invoke-Sqlcmd -Query 'SELECT * FROM Users'

# file: good2.ps1
# form: near miss
$table = 'Users'
# ok: PS019_SqlFromVariables
Invoke-Sqlcmd -Query "SELECT * FROM $table"

# file: good3.ps1
# form: near miss
param($Name)
# ok: PS019_SqlFromVariables
Get-WmiObject -Query "SELECT * FROM Win32_Service WHERE Name = '$Name'"
