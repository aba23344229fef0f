# file: Tools.psm1
# ruleid: PSAvoidGlobalAliases
New-Alias -Name gs -Value Get-Service -Scope Global
# ruleid: PSAvoidGlobalAliases
nal gs Get-Service -Scope:"global"
# ok: PSAvoidGlobalAliases
New-Alias -Name gs -Value Get-Service -Scope Script
# ok: PSAvoidGlobalAliases
New-Alias -Name Global -Value Get-Service
# file: tools.ps1
# A script is not a module: what it does to the session is for whoever runs it.
# ok: PSAvoidGlobalAliases
New-Alias -Name gs -Value Get-Service -Scope Global
