function Get-Double {
    param(
        [Parameter(ValueFromPipeline)]
        # ruleid: PSUseProcessBlockForPipelineCommand
        $Number,
        [Parameter(ValueFromPipelineByPropertyName = $true)]
        # ruleid: PSUseProcessBlockForPipelineCommand
        $Factor,
        [Parameter(Mandatory)]
        # ok: PSUseProcessBlockForPipelineCommand
        $Name
    )
    $Number * $Factor
}
function Get-Triple {
    param(
        # ok: PSUseProcessBlockForPipelineCommand
        [Parameter(ValueFromPipeline)] $Number
    )
    process { $Number * 3 }
}
