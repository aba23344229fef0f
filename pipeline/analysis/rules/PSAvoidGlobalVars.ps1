# ruleid: PSAvoidGlobalVars
$global:Connection = 'server=one'
# ruleid: PSAvoidGlobalVars
"Connected to $Global:Connection"
# ok: PSAvoidGlobalVars
$script:Connection = 'server=one'
# Preferences belong to PowerShell, which has them in the global scope.
# ok: PSAvoidGlobalVars
$global:ErrorActionPreference = 'Stop'
# ok: PSAvoidGlobalVars
$Connection
