# ruleid: PSAvoidAssignmentToAutomaticVariable
$args = 1, 2
# ok: PSAvoidAssignmentToAutomaticVariable
$arguments = 1, 2
# ruleid: PSAvoidAssignmentToAutomaticVariable
foreach ($pid in 1, 2) { $pid }
# ok: PSAvoidAssignmentToAutomaticVariable
foreach ($number in 1, 2) { $number }
# A cast before the variable hides it.
# ok: PSAvoidAssignmentToAutomaticVariable
[int]$matches = 1
# ok: PSAvoidAssignmentToAutomaticVariable
$_.Name = 'x'
function Get-Thing {
    param(
        # ruleid: PSAvoidAssignmentToAutomaticVariable
        $Profile,
        # ok: PSAvoidAssignmentToAutomaticVariable
        $Name
    )
    # ruleid: PSAvoidAssignmentToAutomaticVariable
    $IsWindows = $Name
    # ruleid: PSAvoidAssignmentToAutomaticVariable
    $true += $Profile
}
function Get-Other {
    param(
        # ok: PSAvoidAssignmentToAutomaticVariable
        [Parameter(Mandatory = $true)] $Event,
        # ruleid: PSAvoidAssignmentToAutomaticVariable
        [Parameter(Mandatory)] $Sender
    )
}
