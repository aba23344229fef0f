function Get-Report {
    param(
        # ruleid: PSAvoidNullOrEmptyHelpMessageAttribute
        [Parameter(HelpMessage = '')] $Path,
        # ruleid: PSAvoidNullOrEmptyHelpMessageAttribute
        [Parameter(HelpMessage = "")] $Name,
        # ruleid: PSAvoidNullOrEmptyHelpMessageAttribute
        [Parameter(Mandatory, HelpMessage = $null)] $Depth,
        # ruleid: PSAvoidNullOrEmptyHelpMessageAttribute
        [Parameter(HelpMessage)] $Format,
        # ok: PSAvoidNullOrEmptyHelpMessageAttribute
        [Parameter(HelpMessage = 'Anything at all.')] $Title,
        # ok: PSAvoidNullOrEmptyHelpMessageAttribute
        [Parameter()] $Author
    )
}
