function Measure-Depth {
    # ok: PSUseConsistentIndentation
    $first = 1
    # ruleid+1: PSUseConsistentIndentation
  $second = 2
    # ok+2: PSUseConsistentIndentation
    Get-ChildItem |
        Where-Object Length |
        # ok: PSUseConsistentIndentation
        Sort-Object
    # ruleid+2: PSUseConsistentIndentation
    Write-Output $first `
    $second
    # ok+2: PSUseConsistentIndentation
    Invoke-Command ({
        'two brackets, one step'
    })
    # ruleid+3: PSUseConsistentIndentation
    $table = @{
        a = 1
            b = 2
    }
    $table
}
