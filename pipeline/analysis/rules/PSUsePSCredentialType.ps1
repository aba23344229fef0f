# ruleid: PSUsePSCredentialType
function Connect-One([string] $Credential) { }
# ruleid: PSUsePSCredentialType
function Connect-Two($Credential) { }
# ok: PSUsePSCredentialType
function Connect-Three([pscredential] $Credential) { }
# ok: PSUsePSCredentialType
function Connect-Four([System.Management.Automation.PSCredential[]] $Credential) { }
# ok: PSUsePSCredentialType
function Connect-Five([string] $CredentialName) { }
