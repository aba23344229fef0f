# file: bad1.ps1
# form: variable
# ruleid: PS047_TokenManipulation
$code = '[DllImport("advapi32")] public static extern bool ImpersonateLoggedOnUser(IntPtr token);'
Add-Type -MemberDefinition $code -Name A -Namespace B

# file: bad2.ps1
# ruleid: PS047_TokenManipulation
[Diagnostics.Process]::EnterDebugMode()

# file: bad3.ps1
# form: splatted
# ruleid: PS047_TokenManipulation
$add = @{ MemberDefinition = '[DllImport("advapi32")] public static extern bool DuplicateTokenEx(IntPtr a);'; Name = 'A' }
Add-Type @add

# file: bad4.ps1
# form: variable
# ruleid: PS047_TokenManipulation
$names = 'SetThreadToken', 'advapi32'
$names | ForEach-Object { Find-Address $_ }

# file: bad5.ps1
# form: wrapped
# ruleid: PS047_TokenManipulation
powershell -NoProfile -EncodedCommand WwBEAGkAYQBnAG4AbwBzAHQAaQBjAHMALgBQAHIAbwBjAGUAcwBzAF0AOgA6AEUAbgB0AGUAcgBEAGUAYgB1AGcATQBvAGQAZQAoACkA

# file: bad6.ps1
# form: aliased
Set-Alias compile Add-Type
# ruleid: PS047_TokenManipulation
compile -MemberDefinition '[DllImport("advapi32")] public static extern bool ImpersonateLoggedOnUser(IntPtr token);' -Name A -Namespace B

# file: good1.ps1
# form: near miss
# ok: PS047_TokenManipulation
Start-Process pwsh -Credential $credential

# file: good2.ps1
# form: near miss
# ok: PS047_TokenManipulation
[Security.Principal.WindowsIdentity]::GetCurrent()

# file: good3.ps1
# form: near miss
# ok: PS047_TokenManipulation
Write-Host token
