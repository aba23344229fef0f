# ruleid: PSAvoidUsingDoubleQuotesForConstantString
"plain text"
# ok: PSAvoidUsingDoubleQuotesForConstantString
'plain text'
# ok: PSAvoidUsingDoubleQuotesForConstantString
"today is $(Get-Date)"
# ok: PSAvoidUsingDoubleQuotesForConstantString
"two`tcolumns"
# ok: PSAvoidUsingDoubleQuotesForConstantString
"it's"
# ruleid: PSAvoidUsingDoubleQuotesForConstantString
@"
it's a here-string
"@
# ok: PSAvoidUsingDoubleQuotesForConstantString
@"
for $env:USERNAME
"@
