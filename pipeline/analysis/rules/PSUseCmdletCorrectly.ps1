# ruleid: PSUseCmdletCorrectly
Write-Warning
# ruleid: PSUseCmdletCorrectly
Write-Verbose -Verbose "taken for the value of -Verbose by a reader"
# ok: PSUseCmdletCorrectly
Write-Warning "Disk is nearly full"
# ok: PSUseCmdletCorrectly
Write-Warning -Message "Disk is nearly full"
# ok: PSUseCmdletCorrectly
Write-Warning -Mess "Disk is nearly full"
# ok: PSUseCmdletCorrectly
"Disk is nearly full" | Write-Warning
# ok: PSUseCmdletCorrectly
Write-Warning @arguments
# ok: PSUseCmdletCorrectly
ConvertTo-SecureString -AsPlainText "text" -Force
# ok: PSUseCmdletCorrectly
Get-Process
# ok: PSUseCmdletCorrectly
Set-UnknownThing
