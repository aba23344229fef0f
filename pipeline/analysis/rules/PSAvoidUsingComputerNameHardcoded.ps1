# ruleid: PSAvoidUsingComputerNameHardcoded
Invoke-Command -ComputerName SRV-DC01 -ScriptBlock { Get-Date }
# ruleid: PSAvoidUsingComputerNameHardcoded
Get-Thing -computername:"alpha"
# ok: PSAvoidUsingComputerNameHardcoded
Invoke-Command -ComputerName localhost -ScriptBlock { Get-Date }
# ok: PSAvoidUsingComputerNameHardcoded
Invoke-Command -ComputerName $ComputerName -ScriptBlock { Get-Date }
# ok: PSAvoidUsingComputerNameHardcoded
Invoke-Command -ComputerName "$prefix-DC01" -ScriptBlock { Get-Date }
# ok: PSAvoidUsingComputerNameHardcoded
Get-Process -Name SRV-DC01
