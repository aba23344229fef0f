function Clear-Store {
    [CmdletBinding()]
    param($Name)
    # ruleid: PSAvoidShouldContinueWithoutForce
    if ($PSCmdlet.ShouldContinue($Name, 'Clear')) { 'cleared' }
    # ok: PSAvoidShouldContinueWithoutForce
    if ($PSCmdlet.ShouldProcess($Name, 'Clear')) { 'cleared' }
}
function Clear-Cache {
    [CmdletBinding()]
    param($Name, [switch] $Force)
    # ok: PSAvoidShouldContinueWithoutForce
    if ($Force -or $PSCmdlet.ShouldContinue($Name, 'Clear')) { 'cleared' }
}
function Clear-Text {
    [CmdletBinding()]
    param($Name, [string] $Force)
    # A text is no switch.
    # ruleid: PSAvoidShouldContinueWithoutForce
    if ($Force -or $PSCmdlet.ShouldContinue($Name, 'Clear')) { 'cleared' }
}
