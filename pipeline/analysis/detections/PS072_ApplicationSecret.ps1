# file: bad1.ps1
# ruleid: PS072_ApplicationSecret
New-AzureADApplicationPasswordCredential -ObjectId $id

# file: bad2.ps1
# ruleid: PS072_ApplicationSecret
Add-MgApplicationPassword -ApplicationId $id

# file: bad3.ps1
# form: splatted
$new = @{ ObjectId = $id; EndDate = $end }
# ruleid: PS072_ApplicationSecret
New-AzADAppCredential @new

# file: bad4.ps1
# form: variable
$for = '1111'
# ruleid: PS072_ApplicationSecret
New-AzADSpCredential -ObjectId $for

# file: bad5.ps1
# ruleid: PS072_ApplicationSecret
az ad app credential reset --id 1111

# file: bad6.ps1
# form: wrapped
# ruleid: PS072_ApplicationSecret
powershell -NoProfile -EncodedCommand TgBlAHcALQBBAHoAdQByAGUAQQBEAEEAcABwAGwAaQBjAGEAdABpAG8AbgBQAGEAcwBzAHcAbwByAGQAQwByAGUAZABlAG4AdABpAGEAbAAgAC0ATwBiAGoAZQBjAHQASQBkACAAJABpAGQA

# file: bad7.ps1
# form: aliased
Set-Alias key Add-MgApplicationPassword
# ruleid: PS072_ApplicationSecret
key -ApplicationId $id

# file: good1.ps1
# form: near miss
# ok: PS072_ApplicationSecret
Get-MgApplication -ApplicationId $id

# file: good2.ps1
# form: near miss
# ok: PS072_ApplicationSecret
New-AzFederatedIdentityCredential -Name ci -IdentityName deploy -ResourceGroupName web -Issuer $issuer -Subject $subject

# file: good3.ps1
# form: near miss
# ok: PS072_ApplicationSecret
Remove-MgApplicationPassword -ApplicationId $id
