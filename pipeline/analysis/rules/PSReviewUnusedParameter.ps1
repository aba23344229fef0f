function Get-Area {
    param(
        # ok: PSReviewUnusedParameter
        $Width,
        # ruleid: PSReviewUnusedParameter
        $Height
    )
    $Width * $Width
}
function Get-Many {
    param(
        # ok: PSReviewUnusedParameter
        $Factor,
        # ruleid: PSReviewUnusedParameter
        $Summand,
        # An alias of a command is not followed.
        # ruleid: PSReviewUnusedParameter
        $Limit
    )
    1..3 | ForEach-Object { $_ * $Factor }
    1..3 | Sort-Object { $_ + $Summand }
    1..3 | ? { $_ -lt $Limit }
}
function Get-All {
    param(
        # Whoever passes everything on uses everything.
        # ok: PSReviewUnusedParameter
        $Width
    )
    Get-Area @PSBoundParameters
}
function Get-Piped {
    param(
        # ok: PSReviewUnusedParameter
        [Parameter(ValueFromPipeline)] $InputObject
    )
    process { $_ }
}
# Parameters in round brackets are not looked at.
# ok: PSReviewUnusedParameter
function Get-Nothing($Thing) { }
# file: more.ps1
# options: {"CommandsToTraverse": ["Sort-Object"]}
function Get-Many {
    param(
        # ok: PSReviewUnusedParameter
        $Summand,
        # ruleid: PSReviewUnusedParameter
        $Other
    )
    1..3 | Sort-Object { $_ + $Summand }
    1..3 | Group-Object { $_ + $Other }
}
