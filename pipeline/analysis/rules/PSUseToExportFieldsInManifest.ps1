# file: Thing.psm1
function Get-Thing { }
function Set-Thing { }
# file: Thing.psd1
@{
    RootModule = 'Thing.psm1'
    ModuleVersion = '1.0'
    # ruleid: PSUseToExportFieldsInManifest
    FunctionsToExport = '*'
    # ruleid: PSUseToExportFieldsInManifest
    CmdletsToExport = $null
    # ruleid: PSUseToExportFieldsInManifest
    AliasesToExport = @('thing', 'th*')
    # ok: PSUseToExportFieldsInManifest
    VariablesToExport = '*'
}
# file: Good.psd1
@{
    ModuleVersion = '1.0'
    # ok: PSUseToExportFieldsInManifest
    FunctionsToExport = 'Get-Thing', 'Set-Thing'
    # ok: PSUseToExportFieldsInManifest
    CmdletsToExport = @()
}
# file: NoVersion.psd1
@{
    RootModule = 'Thing.psm1'
    # ok: PSUseToExportFieldsInManifest
    FunctionsToExport = '*'
}
# file: Missing.psd1
@{
    RootModule = 'Missing.psm1'
    ModuleVersion = '1.0'
    # ok: PSUseToExportFieldsInManifest
    FunctionsToExport = '*'
}
# file: Settings.psd1
@{
    ModuleVersion = '1.0'
    Colour = 'green'
    # ok: PSUseToExportFieldsInManifest
    FunctionsToExport = '*'
}
