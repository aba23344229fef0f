# ruleid: PSAvoidUsingInvokeExpression
Invoke-Expression $command
# ruleid: PSAvoidUsingInvokeExpression
'Get-Date' | iex
# ok: PSAvoidUsingInvokeExpression
& $command
# ok: PSAvoidUsingInvokeExpression
Invoke-Command -ScriptBlock { Get-Date }
