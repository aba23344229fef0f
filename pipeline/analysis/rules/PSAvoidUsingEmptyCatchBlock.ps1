# ruleid: PSAvoidUsingEmptyCatchBlock
try { Get-Item x } catch { }
# ok: PSAvoidUsingEmptyCatchBlock
try { Get-Item x } catch { throw }
try {
    Get-Item x
}
# ruleid: PSAvoidUsingEmptyCatchBlock
catch [System.IO.IOException] {
    # A comment is no statement.
}
# ok: PSAvoidUsingEmptyCatchBlock
catch {
    Write-Warning $_
}
# ok: PSAvoidUsingEmptyCatchBlock
finally { }
