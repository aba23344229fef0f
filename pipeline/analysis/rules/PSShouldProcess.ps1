function Remove-Promised {
    # ruleid: PSShouldProcess
    [CmdletBinding(SupportsShouldProcess)]
    param($Path)
    [IO.File]::Delete($Path)
}
function Remove-Kept {
    # ok: PSShouldProcess
    [CmdletBinding(SupportsShouldProcess)]
    param($Path)
    if ($PSCmdlet.ShouldProcess($Path)) { [IO.File]::Delete($Path) }
}
function Remove-Passed {
    # Who calls a function that asks, or a command that does, need not ask.
    # ok: PSShouldProcess
    [CmdletBinding(SupportsShouldProcess = $true)]
    param($Path)
    Remove-Kept $Path
}
function Remove-Delegated {
    # ok: PSShouldProcess
    [CmdletBinding(SupportsShouldProcess)]
    param($Path)
    Get-Item $Path | Remove-Item
}
function Remove-Asked {
    param($Path)
    # ruleid: PSShouldProcess
    if ($PSCmdlet.ShouldProcess($Path)) { [IO.File]::Delete($Path) }
}
function Remove-Outer {
    [CmdletBinding(SupportsShouldProcess)]
    param($Path)
    function Remove-Inner {
        # ok: PSShouldProcess
        if ($PSCmdlet.ShouldProcess($Path)) { [IO.File]::Delete($Path) }
    }
    Remove-Inner
}
