# ruleid: PSAvoidMultipleTypeAttributes
function Get-One ([int][switch] $First, [int] $Second) { $First, $Second }
# ok: PSAvoidMultipleTypeAttributes
function Get-Two ([ValidateSet('a', 'b')][string] $First) { $First }
function Get-Three {
    param(
        # ok: PSAvoidMultipleTypeAttributes
        [Parameter(Mandatory)] [string] $Name,
        [string]
        [ValidateNotNull()]
        [object]
        # ruleid: PSAvoidMultipleTypeAttributes
        $Value
    )
}
