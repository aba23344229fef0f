function Get-Log {
    param(
        # ruleid: PSAvoidDefaultValueSwitchParameter
        [switch] $Recurse = $true,
        # ruleid: PSAvoidDefaultValueSwitchParameter
        [System.Management.Automation.SwitchParameter] $Force = $TRUE,
        # ok: PSAvoidDefaultValueSwitchParameter
        [switch] $Quiet,
        # ok: PSAvoidDefaultValueSwitchParameter
        [switch] $Hidden = $false,
        # ok: PSAvoidDefaultValueSwitchParameter
        [bool] $Follow = $true
    )
}
