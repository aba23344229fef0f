# file: bad1.ps1
# ruleid: PS004_TextPasswordParameter
param([string] $Password)

# file: bad2.ps1
# ruleid: PS004_TextPasswordParameter
param([System.String] $ClientSecret)

# file: bad3.ps1
# ruleid: PS004_TextPasswordParameter
function Connect-Thing ([string] $ApiKey) { $ApiKey }

# file: good1.ps1
# ok: PS004_TextPasswordParameter
param([securestring] $Password)

# file: good2.ps1
# ok: PS004_TextPasswordParameter
param([string] $PasswordPath)

# file: good3.ps1
# ok: PS004_TextPasswordParameter
param([pscredential] $Credential)

# file: good4.ps1
# ok: PS004_TextPasswordParameter
param([switch] $Password)
