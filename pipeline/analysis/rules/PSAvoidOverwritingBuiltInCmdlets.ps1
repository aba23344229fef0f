# ruleid: PSAvoidOverwritingBuiltInCmdlets
function Get-Process { 'mine' }
# ok: PSAvoidOverwritingBuiltInCmdlets
function Get-MyProcess { 'mine' }
# ruleid: PSAvoidOverwritingBuiltInCmdlets
filter write-host { 'mine' }
# The scope is part of the name here.
# ok: PSAvoidOverwritingBuiltInCmdlets
function global:Get-Process { 'mine' }
# file: old.ps1
# options: {"PowerShellVersion": ["desktop-5.1.14393.206-windows"]}
# ruleid: PSAvoidOverwritingBuiltInCmdlets
function Get-WmiObject { 'mine' }
# ok: PSAvoidOverwritingBuiltInCmdlets
function Remove-Alias { 'mine' }
