# file: bad1.ps1
# ruleid: PS024_AmsiTampering
[Ref].Assembly.GetType('System.Management.Automation.AmsiUtils').GetField('amsiInitFailed','NonPublic,Static').SetValue($null,$true)

# file: bad2.ps1
# form: variable
# ruleid: PS024_AmsiTampering
$type = [Ref].Assembly.GetType('System.Management.Automation.AmsiUtils')
$type.GetField('amsiContext', 'NonPublic,Static').GetValue($null)

# file: bad3.ps1
# ruleid: PS024_AmsiTampering
Remove-Item 'HKLM:\SOFTWARE\Microsoft\AMSI\Providers\{2781761E-28E0-4109-99FE-B9D127C57AFE}'

# file: bad4.ps1
# form: wrapped
# ruleid: PS024_AmsiTampering
powershell -NoProfile -EncodedCommand WwBSAGUAZgBdAC4AQQBzAHMAZQBtAGIAbAB5AC4ARwBlAHQAVAB5AHAAZQAoACcAUwB5AHMAdABlAG0ALgBNAGEAbgBhAGcAZQBtAGUAbgB0AC4AQQB1AHQAbwBtAGEAdABpAG8AbgAuAEEAbQBzAGkAVQB0AGkAbABzACcAKQAuAEcAZQB0AEYAaQBlAGwAZAAoACcAYQBtAHMAaQBJAG4AaQB0AEYAYQBpAGwAZQBkACcALAAnAE4AbwBuAFAAdQBiAGwAaQBjACwAUwB0AGEAdABpAGMAJwApAC4AUwBlAHQAVgBhAGwAdQBlACgAJABuAHUAbABsACwAJAB0AHIAdQBlACkA

# file: bad5.ps1
# form: aliased
# ruleid: PS024_AmsiTampering
ri 'HKLM:\SOFTWARE\Microsoft\AMSI\Providers\{2781761E-28E0-4109-99FE-B9D127C57AFE}'

# file: bad6.ps1
# form: splatted
$what = @{ Path = 'HKLM:\SOFTWARE\Microsoft\AMSI\Providers\{2781761E-28E0-4109-99FE-B9D127C57AFE}'; Recurse = $true }
# ruleid: PS024_AmsiTampering
Remove-Item @what

# file: good1.ps1
# form: near miss
# ok: PS024_AmsiTampering
Get-MpComputerStatus | Select-Object AMServiceEnabled

# file: good2.ps1
# form: near miss
# ok: PS024_AmsiTampering
Write-Host 'AmsiUtils is a class of PowerShell.'
