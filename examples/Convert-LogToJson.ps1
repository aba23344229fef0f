<#
.SYNOPSIS
    Turns the access logs of a web server into one JSON document a line.
.DESCRIPTION
    Understands the combined log format. A line in another format is counted and reported at the end, never guessed at.
.PARAMETER Path
    The log files; wildcards are allowed.
.EXAMPLE
    ./Convert-LogToJson.ps1 -Path /var/log/nginx/access.log* | Set-Content access.jsonl
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory, ValueFromPipeline, ValueFromPipelineByPropertyName)]
    [Alias('FullName')]
    [string[]] $Path
)

begin {
    $pattern = [regex]::new(
        '^(?<client>\S+) \S+ (?<user>\S+) \[(?<time>[^\]]+)\] "(?<request>[^"]*)" (?<status>\d{3}) (?<bytes>\d+|-)',
        [System.Text.RegularExpressions.RegexOptions]::Compiled)
    $unknown = 0
}

process {
    foreach ($file in Get-Item -Path $Path) {
        foreach ($line in [System.IO.File]::ReadLines($file.FullName)) {
            $match = $pattern.Match($line)
            if (-not $match.Success) {
                $unknown++
                continue
            }
            $method, $address, $null = $match.Groups['request'].Value -split ' ', 3
            [ordered] @{
                client  = $match.Groups['client'].Value
                time    = $match.Groups['time'].Value
                method  = $method
                address = $address
                status  = [int] $match.Groups['status'].Value
                bytes   = if ($match.Groups['bytes'].Value -eq '-') { 0 } else { [long] $match.Groups['bytes'].Value }
            } | ConvertTo-Json -Compress
        }
    }
}

end {
    if ($unknown) {
        Write-Warning -Message "$unknown lines are not in the combined log format and were left out."
    }
}
