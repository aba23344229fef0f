# ruleid: PSUseDeclaredVarsMoreThanAssignments
$unused = 1
# ok: PSUseDeclaredVarsMoreThanAssignments
$used = 1
# ruleid: PSUseDeclaredVarsMoreThanAssignments
[int]$typed = 1
"The value is $used"

# Assigning again is no use, counting up is one.
# ruleid: PSUseDeclaredVarsMoreThanAssignments
$again = 1
$again = 2
# ok: PSUseDeclaredVarsMoreThanAssignments
$count = 0
$count += 1

function Get-Thing {
    # Variables of a block inside are used outside only if the block itself says so.
    # ruleid: PSUseDeclaredVarsMoreThanAssignments
    $inner = 1
    # ok: PSUseDeclaredVarsMoreThanAssignments
    $outer = 2
    1..3 | ForEach-Object { $_ * $outer }
    # ok: PSUseDeclaredVarsMoreThanAssignments
    $script:kept = 3
    # ok: PSUseDeclaredVarsMoreThanAssignments
    $env:KEPT = '4'
    # ok: PSUseDeclaredVarsMoreThanAssignments
    $table.Key = 5
    # ok: PSUseDeclaredVarsMoreThanAssignments
    $asked = 6
    # ok: PSUseDeclaredVarsMoreThanAssignments
    $first = 7
    Get-Variable -Name asked
    Get-Variable first, other
    # ok: PSUseDeclaredVarsMoreThanAssignments
    $ErrorActionPreference = 'Stop'
}
$inner

# ok: PSUseDeclaredVarsMoreThanAssignments
$options = @{ Path = '.' }
Get-ChildItem @options

# A loop's condition stands behind its body.
do {
    # ok: PSUseDeclaredVarsMoreThanAssignments
    $answer = Read-Host
} while ($answer -ne 'yes')
