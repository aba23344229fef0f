# ruleid: PSAvoidUsingWMICmdlet
Get-WmiObject -Class Win32_Service
# ruleid: PSAvoidUsingWMICmdlet
invoke-wmimethod -Path Win32_Process -Name Create
# ok: PSAvoidUsingWMICmdlet
Get-CimInstance -ClassName Win32_Service
# file: old.ps1
#requires -Version 2.0
# ok: PSAvoidUsingWMICmdlet
Get-WmiObject -Class Win32_Service
# file: new.ps1
#requires -Version 3.0
# ruleid: PSAvoidUsingWMICmdlet
Get-WmiObject -Class Win32_Service
