# file: DSCResources/Lax/Lax.schema.mof
class Part { [Key] String Other; };
class Lax : OMI_BaseResource { [Key] String Name; [Required] String Size; [Write] String Colour; };
# file: DSCResources/Lax/Lax.psm1
# ruleid: PSDSCUseIdenticalMandatoryParametersForDSC
function Get-TargetResource { param([Parameter(Mandatory)] [string]$Name, [string]$Size) }
# ok: PSDSCUseIdenticalMandatoryParametersForDSC
function Set-TargetResource { param([Parameter(Mandatory)] [string]$Name, [Parameter(Mandatory = $true)] [string]$Size, [string]$Colour) }
# ruleid: PSDSCUseIdenticalMandatoryParametersForDSC
function Test-TargetResource { param([Parameter(Mandatory)] [string]$Name) }
# file: nowhere.psm1
# ok: PSDSCUseIdenticalMandatoryParametersForDSC
function Get-TargetResource { }
