@{
    RootModule           = 'Inventory.psm1'
    ModuleVersion        = '1.2.0'
    GUID                 = '5d0a2f0e-7c1b-4a57-9a55-0e3a0f6cf9a1'
    Author               = 'PSScript'
    CompanyName          = 'PSScript'
    Copyright            = '(c) PSScript. MIT license.'
    Description          = 'Keeps dated lists of installed programs and compares them.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport    = @('Get-InstalledProgram', 'Export-Inventory', 'Compare-Inventory')
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('inventory', 'software', 'windows')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
