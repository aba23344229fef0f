# file: DSCResources/Lamp/Lamp.schema.mof
class Lamp : OMI_BaseResource { [Key] String Name; };
# file: DSCResources/Lamp/Lamp.psm1
function Get-TargetResource {
    # ok: PSDSCReturnCorrectTypesForDSCFunctions
    if ($known) { return @{ Name = 'Lamp' } }
    # ruleid: PSDSCReturnCorrectTypesForDSCFunctions
    return 'Lamp'
}
function Set-TargetResource {
    # ok: PSDSCReturnCorrectTypesForDSCFunctions
    Write-Verbose 'Switched on'
    # ok: PSDSCReturnCorrectTypesForDSCFunctions
    if ($done) { return }
    # ruleid: PSDSCReturnCorrectTypesForDSCFunctions
    return $true
}
function Test-TargetResource {
    # ruleid: PSDSCReturnCorrectTypesForDSCFunctions
    if ($off) { return 0 }
    # ok: PSDSCReturnCorrectTypesForDSCFunctions
    return $true
}
# file: class.psm1
[DscResource()]
class Lamp {
    [string]$State
    [Lamp] Get() {
        # ruleid: PSDSCReturnCorrectTypesForDSCFunctions
        if ($this.IsOn()) { return $this.State }
        # ok: PSDSCReturnCorrectTypesForDSCFunctions
        return $this
    }
    [bool] Test() {
        # ok: PSDSCReturnCorrectTypesForDSCFunctions
        return $this.IsOn()
    }
    [void] Set() {
        # ok: PSDSCReturnCorrectTypesForDSCFunctions
        $this.Switch()
    }
    [bool] IsOn() { return $true }
    [void] Switch() { }
}
