# ruleid: PSReservedCmdletChar
function Use-#Thing {
    [CmdletBinding()]
    param()
}
# ok: PSReservedCmdletChar
function Use-Thing {
    [CmdletBinding()]
    param()
}
# Not exported.
# ok: PSReservedCmdletChar
function Use-#Other {
    [CmdletBinding()]
    param()
}
# ok: PSReservedCmdletChar
function Use-#Simple {
    param()
}
Export-ModuleMember -Function Use-#Thing, Use-Thing, 'Use-#Simple'
