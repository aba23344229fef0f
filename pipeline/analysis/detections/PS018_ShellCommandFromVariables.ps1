# file: bad1.ps1
param($Name)
# ruleid: PS018_ShellCommandFromVariables
cmd /c "mkdir $Name"

# file: bad2.ps1
param($Name)
# ruleid: PS018_ShellCommandFromVariables
Start-Process cmd.exe -ArgumentList "/c del $Name"

# file: bad3.ps1
param($Name)
$line = "/c type $Name"
# ruleid: PS018_ShellCommandFromVariables
cmd $line

# file: bad4.ps1
param($Name)
$start = @{ FilePath = 'powershell'; ArgumentList = "-c Get-Item $Name" }
# ruleid: PS018_ShellCommandFromVariables
Start-Process @start

# file: good1.ps1
# ok: PS018_ShellCommandFromVariables
cmd /c 'dir C:\'

# file: good2.ps1
param($Name)
# ok: PS018_ShellCommandFromVariables
& git clone $Name

# file: good3.ps1
param($Name)
# ok: PS018_ShellCommandFromVariables
Start-Process notepad -ArgumentList $Name
