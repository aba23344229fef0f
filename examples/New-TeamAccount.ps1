#Requires -Version 7.0
#Requires -Modules ActiveDirectory

<#
.SYNOPSIS
    Makes the domain accounts of new colleagues from a CSV file.
.DESCRIPTION
    The file has the columns GivenName, Surname, Department and Manager. Every account gets a random first
    password that must be changed at the first sign-in, and joins the groups of its department.
    An account that exists already is left as it is.
.PARAMETER Path
    The CSV file.
.PARAMETER OrganizationalUnit
    The distinguished name of the unit in which the accounts are made.
.EXAMPLE
    ./New-TeamAccount.ps1 -Path ./september.csv -OrganizationalUnit 'OU=Staff,DC=example,DC=com' -WhatIf
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
param(
    [Parameter(Mandatory)]
    [ValidateScript({ Test-Path -LiteralPath $_ -PathType Leaf })]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $OrganizationalUnit
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$groupsOf = @{
    Sales     = 'GG-Sales', 'GG-CRM-Users'
    Warehouse = @('GG-Warehouse')
    IT        = 'GG-IT', 'GG-VPN', 'GG-Ticketing'
}

function New-FirstPassword {
    [CmdletBinding()]
    [OutputType([securestring])]
    param([int] $Length = 20)

    $alphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!%+-_'
    $password = [securestring]::new()
    foreach ($position in 1..$Length) {
        $index = [System.Security.Cryptography.RandomNumberGenerator]::GetInt32($alphabet.Length)
        $password.AppendChar($alphabet[$index])
    }
    $password.MakeReadOnly()
    return $password
}

foreach ($person in Import-Csv -LiteralPath $Path) {
    $accountName = ('{0}.{1}' -f $person.GivenName, $person.Surname).ToLowerInvariant() -replace '[^a-z.]', ''
    if (Get-ADUser -Filter "SamAccountName -eq '$accountName'") {
        Write-Verbose -Message "$accountName exists already."
        continue
    }
    if (-not $PSCmdlet.ShouldProcess($accountName, 'Make account')) {
        continue
    }
    $account = @{
        Name                  = '{0} {1}' -f $person.GivenName, $person.Surname
        SamAccountName        = $accountName
        GivenName             = $person.GivenName
        Surname               = $person.Surname
        Department            = $person.Department
        Manager               = $person.Manager
        Path                  = $OrganizationalUnit
        AccountPassword       = New-FirstPassword
        ChangePasswordAtLogon = $true
        Enabled               = $true
    }
    New-ADUser @account
    foreach ($group in $groupsOf[$person.Department]) {
        Add-ADGroupMember -Identity $group -Members $accountName
    }
}
