<#
.SYNOPSIS
    Tests a module, gives it the version of the current tag, and publishes it.
.DESCRIPTION
    Meant for a build server. The key of the gallery comes from the environment variable GALLERY_KEY, never from a file.
.PARAMETER ModulePath
    The folder of the module, with its manifest.
.PARAMETER Repository
    The registered repository to publish to.
.EXAMPLE
    ./Publish-Package.ps1 -ModulePath ./src/Inventory -Repository Internal
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $ModulePath,

    [string] $Repository = 'PSGallery'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not $env:GALLERY_KEY) {
    throw 'GALLERY_KEY is not set.'
}

$tag = git describe --exact-match --tags
if ($LASTEXITCODE -ne 0 -or $tag -notmatch '^v(?<version>\d+\.\d+\.\d+)$') {
    throw 'The commit has no tag of the form v1.2.3.'
}
$version = $Matches.version

$result = Invoke-Pester -Path (Join-Path -Path $ModulePath -ChildPath 'tests') -PassThru
if ($result.FailedCount -gt 0) {
    throw "$($result.FailedCount) tests failed; nothing was published."
}

$manifest = Get-ChildItem -Path $ModulePath -Filter *.psd1 | Select-Object -First 1
Update-ModuleManifest -Path $manifest.FullName -ModuleVersion $version
if ($PSCmdlet.ShouldProcess("$($manifest.BaseName) $version", "Publish to $Repository")) {
    Publish-Module -Path $ModulePath -Repository $Repository -NuGetApiKey $env:GALLERY_KEY
}
