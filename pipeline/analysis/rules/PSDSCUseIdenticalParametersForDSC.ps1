# file: DSCResources/Differing/Differing.schema.mof
class Differing : OMI_BaseResource { [Key] String Name; };
# file: DSCResources/Differing/Differing.psm1
# ruleid: PSDSCUseIdenticalParametersForDSC
function Set-TargetResource { param([string]$Name, [int]$Count) }
function Test-TargetResource { param([string]$Name) }
# file: DSCResources/Same/Same.schema.mof
class Same : OMI_BaseResource { [Key] String Name; };
# file: DSCResources/Same/Same.psm1
# ok: PSDSCUseIdenticalParametersForDSC
function Set-TargetResource { param([string]$Name) }
function Test-TargetResource { param([string]$Name) }
# file: nowhere.psm1
# ok: PSDSCUseIdenticalParametersForDSC
function Set-TargetResource { param([string]$Name, [int]$Count) }
function Test-TargetResource { param([string]$Name) }
