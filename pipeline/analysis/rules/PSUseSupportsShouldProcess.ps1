function Remove-One {
    param(
        $Path,
        # ruleid: PSUseSupportsShouldProcess
        [switch] $WhatIf,
        # The first is enough.
        # ok: PSUseSupportsShouldProcess
        [switch] $Confirm
    )
}
# ruleid: PSUseSupportsShouldProcess
function Remove-Two($Path, $Confirm) { }
function Remove-Three {
    # ok: PSUseSupportsShouldProcess
    [CmdletBinding(SupportsShouldProcess)]
    param($Path)
}
function Remove-Four {
    [CmdletBinding(SupportsShouldProcess = $false, ConfirmImpact = 'High')]
    # ruleid: PSUseSupportsShouldProcess
    param([bool] $WhatIf)
}
# ok: PSUseSupportsShouldProcess
function Remove-Five($Confirmed) { }
