# ruleid: PSPossibleIncorrectComparisonWithNull
if ($unknown -eq $null) { 'none' }
# ok: PSPossibleIncorrectComparisonWithNull
if ($null -eq $unknown) { 'none' }
# ruleid: PSPossibleIncorrectComparisonWithNull
if (@(1, $null) -ne $null) { 'some' }
# ok: PSPossibleIncorrectComparisonWithNull
if ($DebugPreference -eq $null) { 'never' }
# What an expression without a variable is, is known at times.
# ok: PSPossibleIncorrectComparisonWithNull
if ('text' -eq $null) { 'never' }
# ruleid: PSPossibleIncorrectComparisonWithNull
if ((Get-Item .) -ceq $null) { 'none' }
function Test-Thing {
    param([string] $Name, [string[]] $Names, $Any)
    # ok: PSPossibleIncorrectComparisonWithNull
    if ($Name -eq $null) { 'no name' }
    # ruleid: PSPossibleIncorrectComparisonWithNull
    if ($Names -eq $null) { 'no names' }
    # ruleid: PSPossibleIncorrectComparisonWithNull
    if ($Any -eq $null) { 'nothing' }
    $count = 3
    # ok: PSPossibleIncorrectComparisonWithNull
    $count -ne $null
    $list = 1, 2
    # ruleid: PSPossibleIncorrectComparisonWithNull
    $list -ne $null
}
