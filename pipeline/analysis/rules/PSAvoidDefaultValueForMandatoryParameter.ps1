function Get-Report {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        # ruleid: PSAvoidDefaultValueForMandatoryParameter
        $Path = '.',
        [Parameter(Mandatory)]
        # ok: PSAvoidDefaultValueForMandatoryParameter
        $Name,
        [Parameter()]
        # ok: PSAvoidDefaultValueForMandatoryParameter
        $Depth = 1,
        [Parameter(Mandatory = $false)]
        # ok: PSAvoidDefaultValueForMandatoryParameter
        $Format = 'csv',
        [Parameter(Mandatory, ParameterSetName = 'a')]
        [Parameter(ParameterSetName = 'b')]
        # ok: PSAvoidDefaultValueForMandatoryParameter
        $Title = 'untitled'
    )
}
