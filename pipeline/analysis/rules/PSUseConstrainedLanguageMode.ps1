# ruleid: PSUseConstrainedLanguageMode
Add-Type -AssemblyName System.Windows.Forms
# ruleid: PSUseConstrainedLanguageMode
$client = New-Object System.Net.WebClient
# ruleid: PSUseConstrainedLanguageMode
$text = [System.IO.File]::ReadAllText('a.txt')
# ruleid: PSUseConstrainedLanguageMode
Invoke-Expression 'Get-Process'
# ruleid: PSUseConstrainedLanguageMode
. .\library.ps1
# ruleid: PSUseConstrainedLanguageMode
$person = [PSCustomObject]@{ Name = 'Ada' }
# ruleid: PSUseConstrainedLanguageMode
class Person { [string]$Name }
# ruleid: PSUseConstrainedLanguageMode
[System.IO.FileInfo]$file = $null
# ruleid: PSUseConstrainedLanguageMode
$file.Delete()
function Remove-It {
    param(
        # ruleid: PSUseConstrainedLanguageMode
        [System.IO.FileInfo[]]$Path,
        # ok: PSUseConstrainedLanguageMode
        [string[]]$Name
    )
    # ruleid: PSUseConstrainedLanguageMode
    $Path.Length
    # ok: PSUseConstrainedLanguageMode
    $Name.Length
    # ok: PSUseConstrainedLanguageMode
    & { $Path.Length }
}
# ok: PSUseConstrainedLanguageMode
$number = [int]'5' + [System.Int64]'7'
# ok: PSUseConstrainedLanguageMode
enum Side { Left; Right }
# ok: PSUseConstrainedLanguageMode
$object = New-Object -TypeName PSObject -Property @{ Name = 'Ada' }
# noted-file: PSUseConstrainedLanguageMode
# ok: PSUseConstrainedLanguageMode
$shell = New-Object -ComObject WScript.Shell
# file: signed.ps1
# ok: PSUseConstrainedLanguageMode
Add-Type -AssemblyName System.Windows.Forms
# ruleid: PSUseConstrainedLanguageMode
. .\library.ps1
# ruleid: PSUseConstrainedLanguageMode
function Remove-It { param([System.IO.FileInfo]$Path) [System.IO.File]::Delete($Path) }
# SIG # Begin signature block
# SIG # End signature block
# file: ignored.ps1
# options: {"IgnoreSignatures": true}
# ruleid: PSUseConstrainedLanguageMode
Add-Type -AssemblyName System.Windows.Forms
# SIG # Begin signature block
# SIG # End signature block
# file: Thing.psd1
@{
    # ruleid: PSUseConstrainedLanguageMode
    RootModule = 'Thing.ps1'
    # ruleid: PSUseConstrainedLanguageMode
    FunctionsToExport = '*'
    # ruleid: PSUseConstrainedLanguageMode
    CmdletsToExport = @('*')
    # ok: PSUseConstrainedLanguageMode
    VariablesToExport = '*'
    # ok: PSUseConstrainedLanguageMode
    NestedModules = 'Thing.psm1'
}
