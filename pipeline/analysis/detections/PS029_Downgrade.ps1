# file: bad1.ps1
# ruleid: PS029_Downgrade
powershell -Version 2 -File a.ps1

# file: bad2.ps1
# ruleid: PS029_Downgrade
powershell.exe -v 2.0 -c Get-Date

# file: bad3.ps1
# form: splatted
$start = @{ FilePath = 'powershell.exe'; ArgumentList = '-version 2 -File a.ps1' }
# ruleid: PS029_Downgrade
Start-Process @start

# file: bad4.ps1
# ruleid: PS029_Downgrade
$ExecutionContext.SessionState.LanguageMode = 'FullLanguage'

# file: bad5.ps1
# ruleid: PS029_Downgrade
Enable-WindowsOptionalFeature -Online -FeatureName MicrosoftWindowsPowerShellV2Root

# file: bad6.ps1
# form: wrapped
# ruleid: PS029_Downgrade
powershell -NoProfile -EncodedCommand cABvAHcAZQByAHMAaABlAGwAbAAgAC0AVgBlAHIAcwBpAG8AbgAgADIAIAAtAEYAaQBsAGUAIABhAC4AcABzADEA

# file: bad7.ps1
# form: aliased
# ruleid: PS029_Downgrade
saps powershell.exe -ArgumentList '-version 2 -File a.ps1'

# file: bad8.ps1
# form: variable
$arguments = '-version 2 -File a.ps1'
# ruleid: PS029_Downgrade
Start-Process powershell.exe $arguments

# file: good1.ps1
# form: near miss
# ok: PS029_Downgrade
pwsh -NoProfile -File ./backup.ps1

# file: good2.ps1
# form: near miss
# ok: PS029_Downgrade
powershell -Version 5.1 -File a.ps1

# file: good3.ps1
# form: near miss
# ok: PS029_Downgrade
$ExecutionContext.SessionState.LanguageMode
