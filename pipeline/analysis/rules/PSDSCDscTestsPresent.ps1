# file: Module/Tests/MSFT_Shown_1.ps1
# ok-file: PSDSCDscTestsPresent
'A test'
# file: Module/DSCResources/MSFT_Shown/MSFT_Shown.schema.mof
class MSFT_Shown : OMI_BaseResource { [Key] String Name; };
# file: Module/DSCResources/MSFT_Shown/MSFT_Shown.psm1
# ok: PSDSCDscTestsPresent
function Get-TargetResource { }
# file: Module/DSCResources/MSFT_Bare/MSFT_Bare.schema.mof
class MSFT_Bare : OMI_BaseResource { [Key] String Name; };
# file: Module/DSCResources/MSFT_Bare/MSFT_Bare.psm1
# ruleid+0: PSDSCDscTestsPresent
function Get-TargetResource { }
# file: Module/DSCResources/MSFT_NoSchema/MSFT_NoSchema.psm1
# ok+0: PSDSCDscTestsPresent
function Get-TargetResource { }
# file: Classes/Classes.psm1
# ruleid: PSDSCDscTestsPresent
[DscResource()]
class Lonely { [DscProperty(Key)] [string]$Name }
# ok: PSDSCDscTestsPresent
[DscResource()]
class Shown { [DscProperty(Key)] [string]$Name }
# ok: PSDSCDscTestsPresent
class Plain { }
# file: Classes/Tests/Shown.Tests.ps1
'A test'
