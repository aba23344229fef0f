# file: DSCResources/Quiet/Quiet.schema.mof
class Quiet : OMI_BaseResource { [Key] String Name; };
# file: DSCResources/Quiet/Quiet.psm1
# ruleid: PSDSCUseVerboseMessageInDSCResource
function Set-TargetResource { Restart-Service spooler }
# ok: PSDSCUseVerboseMessageInDSCResource
function Test-TargetResource { if ($true) { Write-Verbose 'Looking at the service' } }
# ok: PSDSCUseVerboseMessageInDSCResource
function Get-Helper { }
# file: nowhere.psm1
# ok: PSDSCUseVerboseMessageInDSCResource
function Set-TargetResource { Restart-Service spooler }
