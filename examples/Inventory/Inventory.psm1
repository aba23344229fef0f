<#
    Reads what is installed on computers and keeps it in dated files, so that two days can be compared.
#>

Set-StrictMode -Version Latest

function Get-InstalledProgram {
    <#
    .SYNOPSIS
        Lists the programs that the uninstall keys of the registry know.
    .PARAMETER Name
        A wildcard pattern for the program's name.
    .EXAMPLE
        Get-InstalledProgram -Name 'Microsoft*'
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [SupportsWildcards()]
        [string] $Name = '*'
    )

    $keys = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\*',
            'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\*'
    Get-ItemProperty -Path $keys -ErrorAction SilentlyContinue |
        Where-Object { $_.PSObject.Properties['DisplayName'] -and $_.DisplayName -like $Name } |
        ForEach-Object {
            [pscustomobject] @{
                Name      = $_.DisplayName
                Version   = [string] $_.PSObject.Properties['DisplayVersion'].Value
                Publisher = [string] $_.PSObject.Properties['Publisher'].Value
            }
        }
}

function Export-Inventory {
    <#
    .SYNOPSIS
        Writes today's list of programs to a folder.
    .PARAMETER Folder
        The folder of the dated files.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory)]
        [string] $Folder
    )

    $file = Join-Path -Path $Folder -ChildPath ('{0:yyyy-MM-dd}.csv' -f (Get-Date))
    if ($PSCmdlet.ShouldProcess($file, 'Write inventory')) {
        Get-InstalledProgram | Sort-Object -Property Name, Version | Export-Csv -LiteralPath $file -NoTypeInformation -Encoding utf8
    }
}

function Compare-Inventory {
    <#
    .SYNOPSIS
        Says which programs came, went or changed between two dated files.
    .PARAMETER Before
        The older file.
    .PARAMETER After
        The newer file.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory)]
        [string] $Before,

        [Parameter(Mandatory)]
        [string] $After
    )

    Compare-Object -ReferenceObject (Import-Csv -LiteralPath $Before) -DifferenceObject (Import-Csv -LiteralPath $After) -Property Name, Version |
        ForEach-Object {
            [pscustomobject] @{
                Name    = $_.Name
                Version = $_.Version
                Change  = if ($_.SideIndicator -eq '=>') { 'Came' } else { 'Went' }
            }
        }
}

Export-ModuleMember -Function Get-InstalledProgram, Export-Inventory, Compare-Inventory
