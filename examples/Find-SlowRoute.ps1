<#
.SYNOPSIS
    Finds the hop on the way to a host at which answers become slow.
.PARAMETER Target
    Host name or address at the end of the way.
.PARAMETER Attempts
    How often each hop is asked.
.PARAMETER JumpMilliseconds
    A hop that is slower than the one before it by more than this is marked.
.EXAMPLE
    ./Find-SlowRoute.ps1 -Target www.example.com -Attempts 5
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Target,

    [ValidateRange(1, 20)]
    [int] $Attempts = 3,

    [ValidateRange(1, 5000)]
    [int] $JumpMilliseconds = 50
)

$ping = [System.Net.NetworkInformation.Ping]::new()
$payload = [byte[]]::new(32)
$before = 0
:hops for ($hop = 1; $hop -le 30; $hop++) {
    $options = [System.Net.NetworkInformation.PingOptions]::new($hop, $true)
    $times = [System.Collections.Generic.List[double]]::new()
    $address = $null
    for ($attempt = 0; $attempt -lt $Attempts; $attempt++) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $reply = $ping.Send($Target, 2000, $payload, $options)
        $watch.Stop()
        if ($reply.Status -in 'Success', 'TtlExpired') {
            $times.Add($watch.Elapsed.TotalMilliseconds)
            $address = $reply.Address
        }
    }
    $average = if ($times.Count) { [math]::Round(($times | Measure-Object -Average).Average, 1) }
    [pscustomobject] @{
        Hop          = $hop
        Address      = $address
        Milliseconds = $average
        Answered     = "$($times.Count)/$Attempts"
        Slow         = $null -ne $average -and ($average - $before) -gt $JumpMilliseconds
    }
    if ($null -ne $average) { $before = $average }
    if ($reply.Status -eq 'Success') { break hops }
}
$ping.Dispose()
