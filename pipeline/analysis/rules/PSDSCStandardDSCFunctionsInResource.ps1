# file: DSCResources/Half/Half.schema.mof
class Half : OMI_BaseResource { [Key] String Name; };
# file: DSCResources/Half/Half.psm1
# ruleid+0: PSDSCStandardDSCFunctionsInResource
function Get-TargetResource { }
function Set-TargetResource { }
# file: DSCResources/Whole/Whole.schema.mof
class Whole : OMI_BaseResource { [Key] String Name; };
# file: DSCResources/Whole/Whole.psm1
# ok+0: PSDSCStandardDSCFunctionsInResource
function Get-TargetResource { }
function set-targetresource { }
function Test-TargetResource { }
# file: classes.ps1
# ruleid: PSDSCStandardDSCFunctionsInResource
[DscResource()]
class Half {
    [DscProperty(Key)] [string]$Name
    [Half] Get() { return $this }
    [bool] Test() { return $true }
}
# ok: PSDSCStandardDSCFunctionsInResource
[DscResource()]
class Whole {
    [DscProperty(Key)] [string]$Name
    [Whole] Get() { return $this }
    [bool] Test() { return $true }
    [void] Set() { }
}
# ok: PSDSCStandardDSCFunctionsInResource
class NoResource { }
