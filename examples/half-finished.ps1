# Restarts the print spooler on the print servers. Half finished: the last brace is missing, and so is the other half.
function Restart-Spooler {
    param(
        [Parameter(Mandatory)]
        [string[]] $Server
    )
    foreach ($name in $Server) {
        if (Test-Connection -ComputerName $name -Count 1 -Quiet) {
            Invoke-Command -ComputerName $name -ScriptBlock { Restart-Service -Name Spooler -Force }
        else {
            Write-Warning "$name does not answer"
        }
    }

Restart-Spooler -Server 'print01', 'print02'
