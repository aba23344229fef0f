# file: bad1.ps1
# form: variable
# ruleid: PS044_NativeInjection
$code = '[DllImport("kernel32")] public static extern IntPtr VirtualAlloc(IntPtr a, uint b, uint c, uint d); [DllImport("kernel32")] public static extern IntPtr CreateThread(IntPtr a, uint b, IntPtr c, IntPtr d, uint e, IntPtr f);'
Add-Type -MemberDefinition $code -Name W -Namespace X

# file: bad2.ps1
# ruleid: PS044_NativeInjection
[X.W]::WriteProcessMemory($process, $address, $bytes, $bytes.Length, [ref] 0)
[X.W]::CreateRemoteThread($process, 0, 0, $address, 0, 0, 0)

# file: bad3.ps1
# form: variable
# ruleid: PS044_NativeInjection
$names = 'VirtualAllocEx', 'CreateRemoteThread'
$names | ForEach-Object { Find-Address kernel32.dll $_ }

# file: bad4.ps1
# form: splatted
# ruleid: PS044_NativeInjection
$add = @{ MemberDefinition = 'public static extern IntPtr VirtualProtect(IntPtr a); public static extern void RtlMoveMemory(IntPtr a);'; Name = 'W' }
Add-Type @add

# file: bad5.ps1
# form: wrapped
# ruleid: PS044_NativeInjection
powershell -NoProfile -EncodedCommand WwBYAC4AVwBdADoAOgBXAHIAaQB0AGUAUAByAG8AYwBlAHMAcwBNAGUAbQBvAHIAeQAoACQAcAByAG8AYwBlAHMAcwAsACAAJABhAGQAZAByAGUAcwBzACwAIAAkAGIAeQB0AGUAcwAsACAAJABiAHkAdABlAHMALgBMAGUAbgBnAHQAaAAsACAAWwByAGUAZgBdACAAMAApAAoAWwBYAC4AVwBdADoAOgBDAHIAZQBhAHQAZQBSAGUAbQBvAHQAZQBUAGgAcgBlAGEAZAAoACQAcAByAG8AYwBlAHMAcwAsACAAMAAsACAAMAAsACAAJABhAGQAZAByAGUAcwBzACwAIAAwACwAIAAwACwAIAAwACkA

# file: bad6.ps1
# form: aliased
Set-Alias compile Add-Type
# ruleid: PS044_NativeInjection
compile -MemberDefinition 'public static extern IntPtr VirtualAlloc(IntPtr a); public static extern IntPtr CreateThread(IntPtr a);' -Name W -Namespace X

# file: good1.ps1
# form: near miss
# ok: PS044_NativeInjection
Add-Type -MemberDefinition '[DllImport("kernel32")] public static extern uint GetTickCount();' -Name W

# file: good2.ps1
# form: near miss
# ok: PS044_NativeInjection
Add-Type -Path $PSScriptRoot/Signed.dll

# file: good3.ps1
# form: near miss
# ok: PS044_NativeInjection
Write-Host 'memory'
