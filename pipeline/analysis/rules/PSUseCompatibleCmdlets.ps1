# options: {"compatibility": ["core-6.1.0-windows", "desktop-5.1.14393.206-windows"]}
# ruleid: PSUseCompatibleCmdlets
Get-WmiObject Win32_Service
# ruleid: PSUseCompatibleCmdlets
$events = Get-EventLog System
# ok: PSUseCompatibleCmdlets
Get-Process
# ok: PSUseCompatibleCmdlets
Get-SomethingOfMyOwn
# ok: PSUseCompatibleCmdlets
Remove-Service -Name spooler
# file: desktop.ps1
# options: {"compatibility": ["Desktop-5.1.14393.206-Windows"]}
# ruleid: PSUseCompatibleCmdlets
Remove-Service -Name spooler
# file: unknown.ps1
# options: {"compatibility": ["amiga-1.0"]}
# noted-file: PSUseCompatibleCmdlets
# ok: PSUseCompatibleCmdlets
Get-WmiObject Win32_Service
