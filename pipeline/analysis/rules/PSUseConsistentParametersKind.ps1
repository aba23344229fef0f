# ruleid: PSUseConsistentParametersKind
function Get-Inline($Name) { $Name }
# ok: PSUseConsistentParametersKind
function Get-Block {
    param($Name)
    $Name
}
# ok: PSUseConsistentParametersKind
function Get-None() { 'none' }
# file: inline.ps1
# options: {"ParametersKind": "Inline"}
# ok: PSUseConsistentParametersKind
function Get-Inline($Name) { $Name }
# ruleid: PSUseConsistentParametersKind
function Get-Block {
    param($Name)
    $Name
}
