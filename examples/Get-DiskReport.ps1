<#
.SYNOPSIS
    Reports the fill level of the fixed disks of one or more computers.
.DESCRIPTION
    Reads every fixed disk through CIM and says how much of it is free. A disk with less free space
    than -WarnBelowPercent is marked, so that the report can be filtered or sent on.
.PARAMETER ComputerName
    The computers to ask. The default is this one.
.PARAMETER WarnBelowPercent
    A disk with less free space than this, in percent, gets the state Low.
.EXAMPLE
    ./Get-DiskReport.ps1 -ComputerName files01, files02 | Where-Object State -eq 'Low'
.OUTPUTS
    One object a disk: ComputerName, Drive, SizeGB, FreeGB, FreePercent, State.
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(ValueFromPipeline)]
    [ValidateNotNullOrEmpty()]
    [string[]] $ComputerName = $env:COMPUTERNAME,

    [ValidateRange(1, 99)]
    [int] $WarnBelowPercent = 15
)

process {
    foreach ($computer in $ComputerName) {
        try {
            $disks = Get-CimInstance -ClassName Win32_LogicalDisk -Filter 'DriveType = 3' -ComputerName $computer -ErrorAction Stop
        } catch [Microsoft.Management.Infrastructure.CimException] {
            Write-Error -Message "$computer does not answer: $($_.Exception.Message)"
            continue
        }
        foreach ($disk in $disks) {
            $freePercent = [math]::Round(100 * $disk.FreeSpace / $disk.Size, 1)
            [pscustomobject] @{
                ComputerName = $computer
                Drive        = $disk.DeviceID
                SizeGB       = [math]::Round($disk.Size / 1GB, 1)
                FreeGB       = [math]::Round($disk.FreeSpace / 1GB, 1)
                FreePercent  = $freePercent
                State        = if ($freePercent -lt $WarnBelowPercent) { 'Low' } else { 'Fine' }
            }
        }
    }
}
