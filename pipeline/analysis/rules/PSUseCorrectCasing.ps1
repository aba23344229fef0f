# ok: PSUseCorrectCasing
if ($a -eq 1) { Get-ChildItem -Path . | where Length }
# ruleid: PSUseCorrectCasing
If ($a) { 2 }
# ruleid: PSUseCorrectCasing
if ($a -EQ 1) { 3 }
# ruleid: PSUseCorrectCasing
get-childitem .
# ruleid: PSUseCorrectCasing
Get-ChildItem -path .
# ruleid: PSUseCorrectCasing
Get-ChildItem . | Where Length
# ruleid: PSUseCorrectCasing
Microsoft.PowerShell.Management\get-item .
# ok: PSUseCorrectCasing
get-something -of MyOwn
