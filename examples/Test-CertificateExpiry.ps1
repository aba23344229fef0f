<#
.SYNOPSIS
    Says how many days the TLS certificates of some servers are still valid.
.DESCRIPTION
    Opens a TLS connection to every host and reads the certificate that it shows. The connection is closed before
    any data is sent. A certificate that this computer does not trust is reported as it is, with Trusted = False.
.PARAMETER HostName
    Host names, each with an optional port: www.example.com or mail.example.com:993.
.PARAMETER WarnBelowDays
    A certificate that expires sooner gets Expiring = True.
.EXAMPLE
    'www.example.com', 'mail.example.com:993' | ./Test-CertificateExpiry.ps1 -WarnBelowDays 21
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory, ValueFromPipeline)]
    [string[]] $HostName,

    [ValidateRange(1, 365)]
    [int] $WarnBelowDays = 30
)

process {
    foreach ($name in $HostName) {
        $server, $port = $name -split ':', 2
        if (-not $port) { $port = 443 }
        $seen = @{ Trusted = $false }
        $client = [System.Net.Sockets.TcpClient]::new()
        try {
            $client.Connect($server, [int] $port)
            $check = {
                param($origin, $certificate, $chain, $problems)
                $seen.Trusted = $problems -eq [System.Net.Security.SslPolicyErrors]::None
                return $true
            }.GetNewClosure()
            $stream = [System.Net.Security.SslStream]::new($client.GetStream(), $false, $check)
            try {
                $stream.AuthenticateAsClient($server)
                $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($stream.RemoteCertificate)
            } finally {
                $stream.Dispose()
            }
            $days = [int] ($certificate.NotAfter - (Get-Date)).TotalDays
            [pscustomobject] @{
                HostName = $name
                Subject  = $certificate.Subject
                NotAfter = $certificate.NotAfter
                DaysLeft = $days
                Expiring = $days -lt $WarnBelowDays
                Trusted  = $seen.Trusted
            }
        } catch [System.Net.Sockets.SocketException] {
            Write-Error -Message "$name cannot be reached: $($_.Exception.Message)" -Category ConnectionError
        } finally {
            $client.Dispose()
        }
    }
}
