# ruleid: PSAvoidUsingUsernameAndPasswordParams
function Connect-One($UserName, $Password) { }
function Connect-Two {
    param(
        # ruleid: PSAvoidUsingUsernameAndPasswordParams
        [string] $PassPhrase,
        [string] $User
    )
}
# ok: PSAvoidUsingUsernameAndPasswordParams
function Connect-Three([pscredential] $Credential) { }
# ok: PSAvoidUsingUsernameAndPasswordParams
function Connect-Four([string] $UserName, [securestring] $Password) { }
# ok: PSAvoidUsingUsernameAndPasswordParams
function Connect-Five([string] $UserName, [switch] $HidePassword) { }
