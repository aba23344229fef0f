function Get-Untold {
    [CmdletBinding()]
    param()
    # ruleid: PSUseOutputTypeCorrectly
    'a text'
    # ruleid: PSUseOutputTypeCorrectly
    return 1
}
function Get-Told {
    [CmdletBinding()]
    [OutputType([string], 'System.Int32')]
    param()
    # ok: PSUseOutputTypeCorrectly
    'a text'
    # ok: PSUseOutputTypeCorrectly
    if (Get-Item .) { 1 }
    # ruleid: PSUseOutputTypeCorrectly
    $true
    $table = @{}
    # ruleid: PSUseOutputTypeCorrectly
    $table
}
# What cannot be known is not reported.
function Get-Other {
    [CmdletBinding()]
    param($Any)
    # ok: PSUseOutputTypeCorrectly
    $Any
    # ok: PSUseOutputTypeCorrectly
    Get-Item .
    # ok: PSUseOutputTypeCorrectly
    [pscustomobject]@{ Name = 1 }
}
function Get-Simple {
    # ok: PSUseOutputTypeCorrectly
    'a text'
}
