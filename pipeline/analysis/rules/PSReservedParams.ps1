function Get-Thing {
    [CmdletBinding()]
    param(
        # ruleid: PSReservedParams
        $Verbose,
        # ruleid: PSReservedParams
        [string] $ErrorAction,
        # ok: PSReservedParams
        $Name
    )
}
function Get-Plain {
    # ok: PSReservedParams
    param($Verbose)
}
function Get-Hidden {
    [CmdletBinding()]
    # ok: PSReservedParams
    param($Verbose)
}
Export-ModuleMember -Function Get-Thing, Get-Plain
