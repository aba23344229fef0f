# file: bad1.ps1
# ruleid: PS028_ProtectionWeakened
Set-ItemProperty -Path HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System -Name EnableLUA -Value 0

# file: bad2.ps1
# form: aliased, variable
$key = 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest'
# ruleid: PS028_ProtectionWeakened
sp $key UseLogonCredential 1

# file: bad3.ps1
# ruleid: PS028_ProtectionWeakened
reg add HKLM\SYSTEM\CurrentControlSet\Control\Lsa /v RunAsPPL /t REG_DWORD /d 0 /f

# file: bad4.ps1
# form: splatted
$weak = @{ Path = 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa'; Name = 'LmCompatibilityLevel'; Value = 1 }
# ruleid: PS028_ProtectionWeakened
New-ItemProperty @weak

# file: bad5.ps1
# ruleid: PS028_ProtectionWeakened
[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System', 'ConsentPromptBehaviorAdmin', 0)

# file: bad6.ps1
# ruleid: PS028_ProtectionWeakened
Set-SmbServerConfiguration -EnableSMB1Protocol $true -Force

# file: bad7.ps1
# form: wrapped
# ruleid: PS028_ProtectionWeakened
powershell -NoProfile -EncodedCommand UwBlAHQALQBJAHQAZQBtAFAAcgBvAHAAZQByAHQAeQAgAC0AUABhAHQAaAAgAEgASwBMAE0AOgBcAFMATwBGAFQAVwBBAFIARQBcAE0AaQBjAHIAbwBzAG8AZgB0AFwAVwBpAG4AZABvAHcAcwBcAEMAdQByAHIAZQBuAHQAVgBlAHIAcwBpAG8AbgBcAFAAbwBsAGkAYwBpAGUAcwBcAFMAeQBzAHQAZQBtACAALQBOAGEAbQBlACAARQBuAGEAYgBsAGUATABVAEEAIAAtAFYAYQBsAHUAZQAgADAA

# file: good1.ps1
# form: near miss
# ok: PS028_ProtectionWeakened
Set-ItemProperty -Path HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System -Name EnableLUA -Value 1

# file: good2.ps1
# form: near miss
# ok: PS028_ProtectionWeakened
Get-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Lsa -Name RunAsPPL

# file: good3.ps1
# form: near miss
# ok: PS028_ProtectionWeakened
Set-SmbServerConfiguration -EnableSMB1Protocol $false
