# file: bad1.ps1
# form: variable
# ruleid: PS043_Spying
$code = '[DllImport("user32.dll")] public static extern short GetAsyncKeyState(int key);'
Add-Type -MemberDefinition $code -Name Keys -Namespace Win

# file: bad2.ps1
# ruleid: PS043_Spying
$graphics.CopyFromScreen($from, $to, $size)

# file: bad3.ps1
# ruleid: PS043_Spying
[Win.Keys]::GetAsyncKeyState(65)

# file: bad4.ps1
# form: splatted
# ruleid: PS043_Spying
$add = @{ MemberDefinition = '[DllImport("user32.dll")] public static extern IntPtr SetWindowsHookEx(int id, IntPtr f, IntPtr m, uint t);'; Name = 'A' }
Add-Type @add

# file: bad5.ps1
# form: wrapped
# ruleid: PS043_Spying
powershell -NoProfile -EncodedCommand JABnAHIAYQBwAGgAaQBjAHMALgBDAG8AcAB5AEYAcgBvAG0AUwBjAHIAZQBlAG4AKAAkAGYAcgBvAG0ALAAgACQAdABvACwAIAAkAHMAaQB6AGUAKQA=

# file: bad6.ps1
# form: aliased, variable
# ruleid: PS043_Spying
$code = '[DllImport("user32.dll")] public static extern short GetAsyncKeyState(int key);'
Set-Alias compile Add-Type
compile -MemberDefinition $code -Name Keys -Namespace Win

# file: good1.ps1
# form: near miss
# ok: PS043_Spying
$host.UI.RawUI.ReadKey()

# file: good2.ps1
# form: near miss
# ok: PS043_Spying
[Console]::ReadKey()

# file: good3.ps1
# form: near miss
# ok: PS043_Spying
Get-Clipboard

# file: good4.ps1
# form: near miss
# ok: PS043_Spying
Start-Process psr.exe
