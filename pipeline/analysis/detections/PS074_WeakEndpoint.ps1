# file: bad1.ps1
# ruleid: PS074_WeakEndpoint
New-PSRoleCapabilityFile -Path a.psrc -VisibleCmdlets '*'

# file: bad2.ps1
# ruleid: PS074_WeakEndpoint
New-PSRoleCapabilityFile -Path a.psrc -VisibleCmdlets 'Get-Service', 'Invoke-Expression'

# file: bad3.ps1
# ruleid: PS074_WeakEndpoint
New-PSSessionConfigurationFile -Path a.pssc -LanguageMode FullLanguage

# file: bad4.ps1
# form: splatted
$role = @{ Path = 'a.psrc'; VisibleExternalCommands = 'C:\Windows\System32\*' }
# ruleid: PS074_WeakEndpoint
New-PSRoleCapabilityFile @role

# file: bad5.ps1
# form: variable
$what = '*'
# ruleid: PS074_WeakEndpoint
New-PSRoleCapabilityFile -Path a.psrc -VisibleFunctions $what

# file: bad6.ps1
# form: wrapped
# ruleid: PS074_WeakEndpoint
powershell -NoProfile -EncodedCommand TgBlAHcALQBQAFMAUgBvAGwAZQBDAGEAcABhAGIAaQBsAGkAdAB5AEYAaQBsAGUAIAAtAFAAYQB0AGgAIABhAC4AcABzAHIAYwAgAC0AVgBpAHMAaQBiAGwAZQBDAG0AZABsAGUAdABzACAAJwAqACcA

# file: bad7.ps1
# form: aliased
Set-Alias role New-PSRoleCapabilityFile
# ruleid: PS074_WeakEndpoint
role -Path a.psrc -VisibleCmdlets '*'

# file: good1.ps1
# form: near miss
# ok: PS074_WeakEndpoint
New-PSSessionConfigurationFile -Path a.pssc -SessionType RestrictedRemoteServer -RunAsVirtualAccount

# file: good2.ps1
# form: near miss
# ok: PS074_WeakEndpoint
New-PSRoleCapabilityFile -Path a.psrc -VisibleCmdlets 'Restart-Service'
