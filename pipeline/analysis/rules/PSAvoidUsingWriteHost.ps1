# ruleid: PSAvoidUsingWriteHost
Write-Host 'The answer is 42'
# ruleid: PSAvoidUsingWriteHost
[Console]::WriteLine('The answer is 42')
# ruleid: PSAvoidUsingWriteHost
[System.Console]::Write('x')
# ok: PSAvoidUsingWriteHost
Write-Output 'The answer is 42'
# ok: PSAvoidUsingWriteHost
[Console]::ReadLine()
function Show-Answer {
    # ok: PSAvoidUsingWriteHost
    Write-Host 'The answer is 42'
    # ok: PSAvoidUsingWriteHost
    [Console]::Write('x')
}
function Get-Show-Answer {
    # ruleid: PSAvoidUsingWriteHost
    Write-Host 'x'
}
# ok: PSAvoidUsingWriteHost
@(1, 2).ForEach({ Write-Host $_ })
class Printer {
    [void] Print() {
        # ok: PSAvoidUsingWriteHost
        Write-Host 'x'
    }
}
function ShowHeader {
    # ok: PSAvoidUsingWriteHost
    Write-Host 'x'
}
