# file: Thing.psd1
# ruleid: PSMissingModuleManifestField
@{
    RootModule = 'Thing.psm1'
    GUID = '6d1f5f2a-0f5e-4b7c-9b57-0c9d3d6e2f10'
}
# file: Good.psd1
# ok: PSMissingModuleManifestField
@{
    ModuleVersion = '1.0'
}
# file: Settings.psd1
# ok: PSMissingModuleManifestField
@{
    Colour = 'green'
}
# file: script.ps1
# ok: PSMissingModuleManifestField
$table = @{ RootModule = 'Thing.psm1' }
