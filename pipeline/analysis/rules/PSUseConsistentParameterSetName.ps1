function Get-One {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    param(
        # ok: PSUseConsistentParameterSetName
        [Parameter(ParameterSetName = 'Path')] $Path,
        # ruleid: PSUseConsistentParameterSetName
        [Parameter(ParameterSetName = 'path')] $Filter,
        # ok: PSUseConsistentParameterSetName
        [Parameter(ParameterSetName = 'Name')] $Name,
        # ruleid: PSUseConsistentParameterSetName
        [Parameter(ParameterSetName = 'NAME')] $Title
    )
}
function Get-Two {
    # ruleid: PSUseConsistentParameterSetName
    [CmdletBinding()]
    param(
        [Parameter(ParameterSetName = 'Path')] $Path,
        [Parameter(ParameterSetName = 'Name')] $Name
    )
}
function Get-Three {
    # ok: PSUseConsistentParameterSetName
    [CmdletBinding()]
    param(
        # ruleid: PSUseConsistentParameterSetName
        [Parameter(Position = 0)]
        # ruleid: PSUseConsistentParameterSetName
        [Parameter(Mandatory)]
        $Path
    )
}
function Get-Four {
    param(
        # ruleid: PSUseConsistentParameterSetName
        [Parameter(ParameterSetName = "By`nName")] $Name,
        # ok: PSUseConsistentParameterSetName
        [Parameter(ParameterSetName = 'By Path')] $Path
    )
}
