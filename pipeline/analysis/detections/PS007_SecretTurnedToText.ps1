# file: bad1.ps1
# ruleid: PS007_SecretTurnedToText
$credential.GetNetworkCredential().Password

# file: bad2.ps1
# form: variable
$pointer = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($secret)
# ruleid: PS007_SecretTurnedToText
[Runtime.InteropServices.Marshal]::PtrToStringAuto($pointer)

# file: bad3.ps1
# ruleid: PS007_SecretTurnedToText
ConvertFrom-SecureString $secret -AsPlainText

# file: bad4.ps1
# ruleid: PS007_SecretTurnedToText
$secret | ConvertFrom-SecureString -AsPlain

# file: bad5.ps1
# form: wrapped
# ruleid: PS007_SecretTurnedToText
powershell -NoProfile -EncodedCommand JABjAHIAZQBkAGUAbgB0AGkAYQBsAC4ARwBlAHQATgBlAHQAdwBvAHIAawBDAHIAZQBkAGUAbgB0AGkAYQBsACgAKQAuAFAAYQBzAHMAdwBvAHIAZAA=

# file: bad6.ps1
# form: aliased
Set-Alias reveal ConvertFrom-SecureString
# ruleid: PS007_SecretTurnedToText
reveal $secret -AsPlainText

# file: bad7.ps1
# form: splatted
$how = @{ SecureString = $secret; AsPlainText = $true }
# ruleid: PS007_SecretTurnedToText
ConvertFrom-SecureString @how

# file: good1.ps1
# form: near miss
# ok: PS007_SecretTurnedToText
$credential.GetNetworkCredential().UserName

# file: good2.ps1
# form: near miss
# ok: PS007_SecretTurnedToText
ConvertFrom-SecureString $secret

# file: good3.ps1
# form: near miss
# ok: PS007_SecretTurnedToText
[Runtime.InteropServices.Marshal]::PtrToStringAuto($pointer)
