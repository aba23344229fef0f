# file: bad1.ps1
# ruleid: PS003_SecureStringFromText
ConvertTo-SecureString $env:ADMIN_PASSWORD -AsPlainText -Force

# file: bad2.ps1
param($Text)
# ruleid: PS003_SecureStringFromText
ConvertTo-SecureString $Text -AsPlainText -Force

# file: bad3.ps1
$how = @{ String = (Get-Content secret.txt); AsPlainText = $true; Force = $true }
# ruleid: PS003_SecureStringFromText
ConvertTo-SecureString @how

# file: bad4.ps1
# ruleid: PS003_SecureStringFromText
powershell -NoProfile -EncodedCommand QwBvAG4AdgBlAHIAdABUAG8ALQBTAGUAYwB1AHIAZQBTAHQAcgBpAG4AZwAgACQAZQBuAHYAOgBBAEQATQBJAE4AXwBQAEEAUwBTAFcATwBSAEQAIAAtAEEAcwBQAGwAYQBpAG4AVABlAHgAdAAgAC0ARgBvAHIAYwBlAA==

# file: good1.ps1
# ok: PS003_SecureStringFromText
param([securestring] $Password)

# file: good2.ps1
# ok: PS003_SecureStringFromText
ConvertTo-SecureString $stored

# file: good3.ps1
# ok: PS003_SecureStringFromText
ConvertTo-SecureString 'x' -AsPlainText:$false
