# ruleid: PSUseShouldProcessForStateChangingFunctions
function Remove-Report { param($Path) $Path }
# ruleid: PSUseShouldProcessForStateChangingFunctions
function set-Report {
    [CmdletBinding(SupportsShouldProcess = $false)]
    param($Path)
}
# ok: PSUseShouldProcessForStateChangingFunctions
function Start-Report {
    [CmdletBinding(SupportsShouldProcess)]
    param($Path)
}
# ok: PSUseShouldProcessForStateChangingFunctions
function Get-Report { param($Path) $Path }
# ok: PSUseShouldProcessForStateChangingFunctions
function Newer-Report { 1 }
