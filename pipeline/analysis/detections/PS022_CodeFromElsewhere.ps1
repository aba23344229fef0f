# file: bad1.ps1
# ruleid: PS022_CodeFromElsewhere
Import-Module \\server\share\Tools.psm1

# file: bad2.ps1
# form: aliased
# ruleid: PS022_CodeFromElsewhere
ipmo \\server\share\Tools

# file: bad3.ps1
# ruleid: PS022_CodeFromElsewhere
& \\server\share\setup.cmd

# file: bad4.ps1
# form: variable
$module = "$env:TEMP\Tools.psm1"
# ruleid: PS022_CodeFromElsewhere
Import-Module $module

# file: bad5.ps1
# form: splatted
$load = @{ Name = '\\server\share\Tools.psm1' }
# ruleid: PS022_CodeFromElsewhere
Import-Module @load

# file: bad6.ps1
# ruleid: PS022_CodeFromElsewhere
. \\server\share\functions.ps1

# file: bad7.ps1
# form: wrapped
# ruleid: PS022_CodeFromElsewhere
powershell -NoProfile -EncodedCommand SQBtAHAAbwByAHQALQBNAG8AZAB1AGwAZQAgAFwAXABzAGUAcgB2AGUAcgBcAHMAaABhAHIAZQBcAFQAbwBvAGwAcwAuAHAAcwBtADEA

# file: good1.ps1
# form: near miss
# ok: PS022_CodeFromElsewhere
Import-Module $PSScriptRoot/Tools.psm1

# file: good2.ps1
# form: near miss
# ok: PS022_CodeFromElsewhere
Import-Module Pester

# file: good3.ps1
# form: near miss
# ok: PS022_CodeFromElsewhere
& 'C:\Program Files\Tool\tool.exe'
