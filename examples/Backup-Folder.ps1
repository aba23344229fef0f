<#
.SYNOPSIS
    Packs a folder into a dated archive, proves that the archive can be read, and removes old ones.
.DESCRIPTION
    The archive is written beside its final name first and renamed only when every file in it was found again,
    so that a broken run never leaves something that looks like a backup.
.PARAMETER Source
    The folder to keep.
.PARAMETER Destination
    The folder that holds the archives.
.PARAMETER Keep
    How many archives stay; older ones are removed.
.EXAMPLE
    ./Backup-Folder.ps1 -Source D:\Shares\Accounting -Destination E:\Backup -Keep 14
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [ValidateScript({ Test-Path -LiteralPath $_ -PathType Container })]
    [string] $Source,

    [Parameter(Mandatory)]
    [string] $Destination,

    [ValidateRange(1, 365)]
    [int] $Keep = 7
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$name = Split-Path -Path $Source -Leaf
$archive = Join-Path -Path $Destination -ChildPath ('{0}_{1:yyyyMMdd-HHmmss}.zip' -f $name, (Get-Date))
$unfinished = "$archive.part.zip"

if ($PSCmdlet.ShouldProcess($archive, "Back up $Source")) {
    $null = New-Item -Path $Destination -ItemType Directory -Force
    Compress-Archive -Path (Join-Path -Path $Source -ChildPath '*') -DestinationPath $unfinished

    $expected = @(Get-ChildItem -LiteralPath $Source -Recurse -File).Count
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $zip = [System.IO.Compression.ZipFile]::OpenRead((Resolve-Path -LiteralPath $unfinished).ProviderPath)
    try {
        $found = @($zip.Entries | Where-Object { $_.Name }).Count
    } finally {
        $zip.Dispose()
    }
    if ($found -ne $expected) {
        Remove-Item -LiteralPath $unfinished
        throw "The archive holds $found of $expected files; nothing was kept."
    }
    Rename-Item -LiteralPath $unfinished -NewName (Split-Path -Path $archive -Leaf)

    Get-ChildItem -Path $Destination -Filter "${name}_*.zip" |
        Sort-Object -Property LastWriteTime -Descending |
        Select-Object -Skip $Keep |
        Remove-Item
    Get-Item -LiteralPath $archive
}
