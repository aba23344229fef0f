function Join-Name($First, $Middle, $Last) { "$First $Middle $Last" }
# ruleid: PSAvoidUsingPositionalParameters
Join-Name 'Ada' 'King' 'Lovelace'
# ruleid: PSAvoidUsingPositionalParameters
Join-Path a b c d
# ruleid: PSAvoidUsingPositionalParameters
Join-Name 'Ada' 'King' 'Lovelace' | Write-Output
# ok: PSAvoidUsingPositionalParameters
Join-Name -First 'Ada' -Middle 'King' -Last 'Lovelace'
# ok: PSAvoidUsingPositionalParameters
Join-Path a b
# ok: PSAvoidUsingPositionalParameters
some-program.exe a b c d
# ok: PSAvoidUsingPositionalParameters
1 | Join-Name 'Ada' 'King' 'Lovelace'
# ok: PSAvoidUsingPositionalParameters
Join-Name 'Ada' 'King' @rest
# ok: PSAvoidUsingPositionalParameters
Get-ChildItem a b -Filter c
# ruleid: PSAvoidUsingPositionalParameters
Get-ChildItem a b -Recurse c
# file: allowed.ps1
# options: {"CommandAllowList": ["join-path"]}
# ok: PSAvoidUsingPositionalParameters
Join-Path a b c d
