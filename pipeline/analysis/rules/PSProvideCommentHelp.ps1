# file: Thing.psm1
# ruleid: PSProvideCommentHelp
function Get-Bare { }

<#
.SYNOPSIS
Explains itself.
#>
# ok: PSProvideCommentHelp
function Get-Explained { }

# ok: PSProvideCommentHelp
function Get-ExplainedInside {
    <#
    .SYNOPSIS
    Explains itself, too.
    #>
}

# A comment that is no help does not count.

# ruleid: PSProvideCommentHelp
function Get-Commented { }

# ok: PSProvideCommentHelp
function Get-Private { }

Export-ModuleMember -Function Get-Bare, Get-Explained, Get-ExplainedInside, Get-Commented
# file: all.ps1
# options: {"ExportedOnly": false, "BlockComment": false, "VSCodeSnippetCorrection": true, "Placement": "begin"}
# ruleid: PSProvideCommentHelp
function Get-Private($Name) { }
class Thing {
    # ok: PSProvideCommentHelp
    [void] Move() { }
}
