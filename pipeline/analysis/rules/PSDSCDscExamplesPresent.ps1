# file: Module/Examples/MSFT_Shown_1.ps1
# ok-file: PSDSCDscExamplesPresent
'An example'
# file: Module/DSCResources/MSFT_Shown/MSFT_Shown.schema.mof
class MSFT_Shown : OMI_BaseResource { [Key] String Name; };
# file: Module/DSCResources/MSFT_Shown/MSFT_Shown.psm1
# ok: PSDSCDscExamplesPresent
function Get-TargetResource { }
# file: Module/DSCResources/MSFT_Bare/MSFT_Bare.schema.mof
class MSFT_Bare : OMI_BaseResource { [Key] String Name; };
# file: Module/DSCResources/MSFT_Bare/MSFT_Bare.psm1
# ruleid+0: PSDSCDscExamplesPresent
function Get-TargetResource { }
# file: Module/DSCResources/MSFT_NoSchema/MSFT_NoSchema.psm1
# ok+0: PSDSCDscExamplesPresent
function Get-TargetResource { }
# file: Classes/Classes.psm1
# ruleid: PSDSCDscExamplesPresent
[DscResource()]
class Lonely { [DscProperty(Key)] [string]$Name }
# ok: PSDSCDscExamplesPresent
[DscResource()]
class Shown { [DscProperty(Key)] [string]$Name }
# ok: PSDSCDscExamplesPresent
class Plain { }
# file: Classes/Examples/ShownExample.ps1
'An example'
