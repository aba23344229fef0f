# ruleid: PSAvoidUsingCmdletAliases
gci C:\Logs
# ruleid: PSAvoidUsingCmdletAliases
Get-Process | ? Name -eq 'pwsh'
# ruleid: PSAvoidUsingCmdletAliases
$job = & gps -Id 4
# ruleid: PSAvoidUsingCmdletAliases
random -Maximum 6
# ok: PSAvoidUsingCmdletAliases
Get-ChildItem C:\Logs
# ok: PSAvoidUsingCmdletAliases
date
# ok: PSAvoidUsingCmdletAliases
.\gci.ps1
function Get-Size {
    "A line that turns the block below into a command"
    # ok: PSAvoidUsingCmdletAliases
    process { $_.Length }
}
# file: allowed.ps1
# options: {"allowlist": ["CD"]}
# ok: PSAvoidUsingCmdletAliases
cd C:\Logs
# ruleid: PSAvoidUsingCmdletAliases
dir
