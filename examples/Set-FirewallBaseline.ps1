#Requires -RunAsAdministrator

<#
.SYNOPSIS
    Brings the Windows firewall of a server to a small, known set of rules.
.DESCRIPTION
    Turns the firewall on for every profile, blocks what is not allowed, and makes the rules of the baseline.
    A rule of the baseline that exists already is set right rather than made twice.
.PARAMETER ManagementNetwork
    The networks from which remote desktop and remoting are allowed.
.EXAMPLE
    ./Set-FirewallBaseline.ps1 -ManagementNetwork 10.20.0.0/24 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory)]
    [string[]] $ManagementNetwork
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$baseline = @(
    @{ Name = 'Baseline-RDP'; DisplayName = 'Remote desktop from management'; Protocol = 'TCP'; LocalPort = 3389; RemoteAddress = $ManagementNetwork }
    @{ Name = 'Baseline-WinRM'; DisplayName = 'Remoting from management'; Protocol = 'TCP'; LocalPort = 5986; RemoteAddress = $ManagementNetwork }
    @{ Name = 'Baseline-Ping'; DisplayName = 'Echo requests'; Protocol = 'ICMPv4'; IcmpType = 8; RemoteAddress = 'Any' }
)

if ($PSCmdlet.ShouldProcess($env:COMPUTERNAME, 'Turn the firewall on and block what is not allowed')) {
    Set-NetFirewallProfile -Profile Domain, Private, Public -Enabled True -DefaultInboundAction Block -LogBlocked True
}

foreach ($rule in $baseline) {
    $existing = Get-NetFirewallRule -Name $rule.Name -ErrorAction SilentlyContinue
    if (-not $PSCmdlet.ShouldProcess($rule.Name, 'Allow inbound')) {
        continue
    }
    if ($existing) {
        Remove-NetFirewallRule -Name $rule.Name
    }
    $null = New-NetFirewallRule @rule -Direction Inbound -Action Allow -Profile Any
}
