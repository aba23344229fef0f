#Requires -Version 7.2
#Requires -Modules Az.Accounts, Az.Billing

<#
.SYNOPSIS
    Writes last month's Azure costs by resource group to a CSV file.
.PARAMETER OutFile
    The file to write.
.PARAMETER Tag
    The name of the tag that says who pays.
.EXAMPLE
    ./Export-CloudCost.ps1 -OutFile ./costs.csv -Tag CostCentre
.NOTES
    Sign in first with Connect-AzAccount; the script asks for nothing and stores nothing.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $OutFile,

    [string] $Tag = 'CostCentre'
)

$ErrorActionPreference = 'Stop'
$firstOfMonth = (Get-Date -Day 1).Date
$period = @{ StartDate = $firstOfMonth.AddMonths(-1); EndDate = $firstOfMonth.AddDays(-1) }

Get-AzConsumptionUsageDetail @period |
    Group-Object -Property { ($_.InstanceId -split '/')[4] } |
    ForEach-Object {
        [pscustomobject] @{
            ResourceGroup = $_.Name
            Payer         = ($_.Group.Tags.$Tag | Where-Object { $_ } | Select-Object -First 1) ?? 'unknown'
            Cost          = [math]::Round(($_.Group | Measure-Object -Property PretaxCost -Sum).Sum, 2)
            Currency      = $_.Group[0].Currency
        }
    } |
    Sort-Object -Property Cost -Descending |
    Export-Csv -Path $OutFile -NoTypeInformation -Encoding utf8
