# file: bad1.ps1
# ruleid: PS034_WmiSubscription
Set-WmiInstance -Namespace root\subscription -Class CommandLineEventConsumer -Arguments $arguments

# file: bad2.ps1
# form: splatted
$make = @{ Namespace = 'root/subscription'; Arguments = $arguments }
# ruleid: PS034_WmiSubscription
Set-WmiInstance -Class __FilterToConsumerBinding @make

# file: bad3.ps1
# ruleid: PS034_WmiSubscription
New-CimInstance -Namespace root/subscription -ClassName ActiveScriptEventConsumer -Property $values

# file: bad4.ps1
# form: aliased, variable
# ruleid: PS034_WmiSubscription
$class = 'CommandLineEventConsumer'
swmi -Namespace root/subscription -Class $class -Arguments $arguments

# file: bad5.ps1
# form: wrapped
# ruleid: PS034_WmiSubscription
powershell -NoProfile -EncodedCommand UwBlAHQALQBXAG0AaQBJAG4AcwB0AGEAbgBjAGUAIAAtAE4AYQBtAGUAcwBwAGEAYwBlACAAcgBvAG8AdABcAHMAdQBiAHMAYwByAGkAcAB0AGkAbwBuACAALQBDAGwAYQBzAHMAIABDAG8AbQBtAGEAbgBkAEwAaQBuAGUARQB2AGUAbgB0AEMAbwBuAHMAdQBtAGUAcgAgAC0AQQByAGcAdQBtAGUAbgB0AHMAIAAkAGEAcgBnAHUAbQBlAG4AdABzAA==

# file: good1.ps1
# form: near miss
# ok: PS034_WmiSubscription
Get-WmiObject -Namespace root\subscription -Class CommandLineEventConsumer

# file: good2.ps1
# form: near miss
# ok: PS034_WmiSubscription
Register-CimIndicationEvent -ClassName Win32_ProcessStartTrace

# file: good3.ps1
# form: near miss
# ok: PS034_WmiSubscription
Set-WmiInstance -Class Win32_Environment -Arguments $values
