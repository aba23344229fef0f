# file: bad1.ps1
# ruleid: PS049_RemoteExecution
psexec \\server1 -s cmd

# file: bad2.ps1
# ruleid: PS049_RemoteExecution
Invoke-WmiMethod -Class Win32_Process -Name Create -ArgumentList calc.exe -ComputerName server1

# file: bad3.ps1
# ruleid: PS049_RemoteExecution
([wmiclass]'\\server1\root\cimv2:Win32_Process').Create('calc.exe')

# file: bad4.ps1
# form: aliased
# ruleid: PS049_RemoteExecution
icim -ClassName Win32_Process -MethodName Create -Arguments @{ CommandLine = 'calc' } -ComputerName server1

# file: bad5.ps1
# ruleid: PS049_RemoteExecution
wmic /node:server1 process call create calc.exe

# file: bad6.ps1
# ruleid: PS049_RemoteExecution
cmd /c sc \\server1 create x binPath= y.exe

# file: bad7.ps1
# form: aliased
$class = 'Win32_Process'
# ruleid: PS049_RemoteExecution
iwmi -Class Win32_Process -Name Create -ArgumentList calc.exe

# file: bad8.ps1
# form: wrapped
# ruleid: PS049_RemoteExecution
powershell -NoProfile -EncodedCommand cABzAGUAeABlAGMAIABcAFwAcwBlAHIAdgBlAHIAMQAgAC0AcwAgAGMAbQBkAA==

# file: bad9.ps1
# form: splatted
$call = @{ ClassName = 'Win32_Process'; MethodName = 'Create'; Arguments = @{ CommandLine = 'calc' }; ComputerName = 'server1' }
# ruleid: PS049_RemoteExecution
Invoke-CimMethod @call

# file: bad10.ps1
# form: variable
$class = 'Win32_Process'
# ruleid: PS049_RemoteExecution
Invoke-WmiMethod -Class $class -Name Create -ArgumentList calc.exe -ComputerName server1

# file: good1.ps1
# form: near miss
# ok: PS049_RemoteExecution
Invoke-Command -ComputerName server1 -ScriptBlock { Get-Service }

# file: good2.ps1
# form: near miss
# ok: PS049_RemoteExecution
Get-WmiObject -Class Win32_Process -ComputerName server1

# file: good3.ps1
# form: near miss
# ok: PS049_RemoteExecution
wmic process list
