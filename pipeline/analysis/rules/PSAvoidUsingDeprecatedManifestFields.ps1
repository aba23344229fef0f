# file: Thing.psd1
# ruleid+0: PSAvoidUsingDeprecatedManifestFields
@{
    ModuleToProcess = 'Thing.psm1'
    ModuleVersion = '1.0'
}
# file: Old.psd1
# ok: PSAvoidUsingDeprecatedManifestFields
@{
    ModuleToProcess = 'Thing.psm1'
    ModuleVersion = '1.0'
    PowerShellVersion = '2.0'
}
# file: Good.psd1
# ok: PSAvoidUsingDeprecatedManifestFields
@{
    RootModule = 'Thing.psm1'
    ModuleVersion = '1.0'
}
