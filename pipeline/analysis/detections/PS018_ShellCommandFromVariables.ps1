# file: bad1.ps1
param($Name)
# ruleid: PS018_ShellCommandFromVariables
cmd /c "mkdir $Name"

# file: bad2.ps1
param($Name)
# ruleid: PS018_ShellCommandFromVariables
Start-Process cmd.exe -ArgumentList "/c del $Name"

# file: bad3.ps1
# form: variable
param($Name)
$line = "/c type $Name"
# ruleid: PS018_ShellCommandFromVariables
cmd $line

# file: bad4.ps1
# form: splatted
param($Name)
$start = @{ FilePath = 'powershell'; ArgumentList = "-c Get-Item $Name" }
# ruleid: PS018_ShellCommandFromVariables
Start-Process @start

# file: bad5.ps1
# form: aliased
param($Name)
# ruleid: PS018_ShellCommandFromVariables
saps cmd.exe -ArgumentList "/c del $Name"

# file: bad6.ps1
# form: wrapped
# ruleid: PS018_ShellCommandFromVariables
powershell -NoProfile -EncodedCommand cABhAHIAYQBtACgAJABOAGEAbQBlACkAIABjAG0AZAAgAC8AYwAgACIAbQBrAGQAaQByACAAJABOAGEAbQBlACIA

# file: good1.ps1
# form: near miss
# ok: PS018_ShellCommandFromVariables
cmd /c 'dir C:\'

# file: good2.ps1
# form: near miss
param($Name)
# ok: PS018_ShellCommandFromVariables
& git clone $Name

# file: good3.ps1
# form: near miss
param($Name)
# ok: PS018_ShellCommandFromVariables
Start-Process notepad -ArgumentList $Name
