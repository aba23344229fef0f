# file: bad1.ps1
# ruleid: PS048_WinRmOpened
Set-Item WSMan:\localhost\Client\TrustedHosts -Value '*' -Force

# file: bad2.ps1
# form: aliased
# ruleid: PS048_WinRmOpened
si WSMan:\localhost\Client\TrustedHosts *

# file: bad3.ps1
# ruleid: PS048_WinRmOpened
Enable-WSManCredSSP -Role Client -DelegateComputer *

# file: bad4.ps1
# form: splatted
$trust = @{ Path = 'WSMan:\localhost\Client\TrustedHosts'; Value = '*' }
# ruleid: PS048_WinRmOpened
Set-Item @trust

# file: bad5.ps1
# form: variable
$all = '*'
# ruleid: PS048_WinRmOpened
Set-Item WSMan:\localhost\Client\TrustedHosts -Value $all

# file: bad6.ps1
# ruleid: PS048_WinRmOpened
cmd /c 'winrm set winrm/config/client @{TrustedHosts="*"}'

# file: bad7.ps1
# form: wrapped
# ruleid: PS048_WinRmOpened
powershell -NoProfile -EncodedCommand UwBlAHQALQBJAHQAZQBtACAAVwBTAE0AYQBuADoAXABsAG8AYwBhAGwAaABvAHMAdABcAEMAbABpAGUAbgB0AFwAVAByAHUAcwB0AGUAZABIAG8AcwB0AHMAIAAtAFYAYQBsAHUAZQAgACcAKgAnACAALQBGAG8AcgBjAGUA

# file: good1.ps1
# form: near miss
# ok: PS048_WinRmOpened
Set-Item WSMan:\localhost\Client\TrustedHosts -Value server1.example.org

# file: good2.ps1
# form: near miss
# ok: PS048_WinRmOpened
Get-Item WSMan:\localhost\Client\TrustedHosts

# file: good3.ps1
# form: near miss
# ok: PS048_WinRmOpened
Enable-PSRemoting -Force
