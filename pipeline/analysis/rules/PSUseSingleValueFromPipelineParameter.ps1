function Get-One {
    param(
        # ruleid: PSUseSingleValueFromPipelineParameter
        [Parameter(ValueFromPipeline)] $Path,
        # ruleid: PSUseSingleValueFromPipelineParameter
        [Parameter(ValueFromPipeline = $true)] $Name,
        # ok: PSUseSingleValueFromPipelineParameter
        [Parameter(ValueFromPipelineByPropertyName)] $Size
    )
}
function Get-Two {
    param(
        # ok: PSUseSingleValueFromPipelineParameter
        [Parameter(ValueFromPipeline, ParameterSetName = 'Path')] $Path,
        # ok: PSUseSingleValueFromPipelineParameter
        [Parameter(ValueFromPipeline, ParameterSetName = 'Name')] $Name,
        # ok: PSUseSingleValueFromPipelineParameter
        [Parameter(ValueFromPipeline = $false, ParameterSetName = 'Name')] $Title
    )
}
