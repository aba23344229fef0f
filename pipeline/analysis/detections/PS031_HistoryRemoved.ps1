# file: bad1.ps1
# ruleid: PS031_HistoryRemoved
Clear-History

# file: bad2.ps1
# form: aliased
# ruleid: PS031_HistoryRemoved
clhy

# file: bad3.ps1
# ruleid: PS031_HistoryRemoved
Set-PSReadLineOption -HistorySaveStyle SaveNothing

# file: bad4.ps1
# ruleid: PS031_HistoryRemoved
Remove-Item (Get-PSReadLineOption).HistorySavePath

# file: bad5.ps1
# form: splatted
$quiet = @{ HistorySaveStyle = 'SaveNothing' }
# ruleid: PS031_HistoryRemoved
Set-PSReadLineOption @quiet

# file: bad6.ps1
# form: variable
$file = "$env:APPDATA\Microsoft\Windows\PowerShell\PSReadLine\ConsoleHost_history.txt"
# ruleid: PS031_HistoryRemoved
Remove-Item $file

# file: bad7.ps1
# ruleid: PS031_HistoryRemoved
Remove-Module PSReadLine

# file: bad8.ps1
# form: wrapped
# ruleid: PS031_HistoryRemoved
powershell -NoProfile -EncodedCommand QwBsAGUAYQByAC0ASABpAHMAdABvAHIAeQA=

# file: good1.ps1
# form: near miss
# ok: PS031_HistoryRemoved
Get-History

# file: good2.ps1
# form: near miss
# ok: PS031_HistoryRemoved
Set-PSReadLineOption -HistorySaveStyle SaveIncrementally

# file: good3.ps1
# form: near miss
# ok: PS031_HistoryRemoved
Remove-Item history.txt
