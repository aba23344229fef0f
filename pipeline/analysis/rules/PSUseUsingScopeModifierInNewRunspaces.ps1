$path = '.'
Start-Job {
    # ruleid: PSUseUsingScopeModifierInNewRunspaces
    Get-ChildItem $path
    # ok: PSUseUsingScopeModifierInNewRunspaces
    Get-ChildItem $using:path
    # ok: PSUseUsingScopeModifierInNewRunspaces
    $found = Get-Item .
    # ok: PSUseUsingScopeModifierInNewRunspaces
    $found, $PID
}
# A job's first block is prepared before there is anything to take along.
# ok: PSUseUsingScopeModifierInNewRunspaces
Start-Job -InitializationScript { Get-ChildItem $path }
# ruleid: PSUseUsingScopeModifierInNewRunspaces
1..3 | ForEach-Object -Parallel { "$path/$_" }
# ok: PSUseUsingScopeModifierInNewRunspaces
1..3 | ForEach-Object -Process { "$path/$_" }
# ruleid: PSUseUsingScopeModifierInNewRunspaces
Invoke-Command -ComputerName one -ScriptBlock { $path }
# ok: PSUseUsingScopeModifierInNewRunspaces
Invoke-Command -ScriptBlock { $path }
# Sessions remember what was assigned in them.
# ruleid: PSUseUsingScopeModifierInNewRunspaces
Invoke-Command -Session $one -ScriptBlock { $size }
# ok: PSUseUsingScopeModifierInNewRunspaces
Invoke-Command -Session $one -ScriptBlock { $size = 3 }
# ok: PSUseUsingScopeModifierInNewRunspaces
Invoke-Command -Session $one -ScriptBlock { $size }
# ruleid: PSUseUsingScopeModifierInNewRunspaces
Invoke-Command -Session $two -ScriptBlock { $size }
workflow Get-Three {
    # ruleid: PSUseUsingScopeModifierInNewRunspaces
    InlineScript { $path }
}
