# file: bad1.ps1
# ruleid: PS060_ForcedHighImpact
Remove-ADUser -Identity bob -Confirm:$false

# file: bad2.ps1
# ruleid: PS060_ForcedHighImpact
Stop-VM -Name web1 -Force

# file: bad3.ps1
# ruleid: PS060_ForcedHighImpact
Remove-AzResourceGroup -Name web -Force

# file: bad4.ps1
# form: splatted
$gone = @{ Identity = 'bob'; Confirm = $false }
# ruleid: PS060_ForcedHighImpact
Remove-ADUser @gone

# file: bad5.ps1
# form: variable
$name = 'web1'
# ruleid: PS060_ForcedHighImpact
Stop-VM $name -Force

# file: bad6.ps1
# ruleid: PS060_ForcedHighImpact
cmd /c shutdown /s /f /t 0

# file: bad7.ps1
# form: wrapped
# ruleid: PS060_ForcedHighImpact
powershell -NoProfile -EncodedCommand UgBlAG0AbwB2AGUALQBBAEQAVQBzAGUAcgAgAC0ASQBkAGUAbgB0AGkAdAB5ACAAYgBvAGIAIAAtAEMAbwBuAGYAaQByAG0AOgAkAGYAYQBsAHMAZQA=

# file: bad8.ps1
# form: aliased
Set-Alias dismiss Remove-ADUser
# ruleid: PS060_ForcedHighImpact
dismiss -Identity bob -Confirm:$false

# file: good1.ps1
# form: near miss
# ok: PS060_ForcedHighImpact
Remove-ADUser -Identity bob -Confirm

# file: good2.ps1
# form: near miss
# ok: PS060_ForcedHighImpact
Stop-VM -Name web1

# file: good3.ps1
# form: near miss
# ok: PS060_ForcedHighImpact
Remove-Item a.txt -Force
