function Connect-Thing {
    param(
        # ruleid: PSAvoidUsingPlainTextForPassword
        [string] $Password,
        # ruleid: PSAvoidUsingPlainTextForPassword
        $PassPhrase,
        # ruleid: PSAvoidUsingPlainTextForPassword
        [string[]] $OldPasswords,
        # ruleid: PSAvoidUsingPlainTextForPassword
        [object] $ServerCred,
        # ok: PSAvoidUsingPlainTextForPassword
        [securestring] $SafePassword,
        # ok: PSAvoidUsingPlainTextForPassword
        [switch] $HidePassword,
        # ok: PSAvoidUsingPlainTextForPassword
        [pscredential] $Credential,
        # ok: PSAvoidUsingPlainTextForPassword
        [string] $Name
    )
}
