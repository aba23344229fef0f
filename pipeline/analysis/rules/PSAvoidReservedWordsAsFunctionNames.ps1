# ruleid: PSAvoidReservedWordsAsFunctionNames
function process { 'x' }
# ruleid: PSAvoidReservedWordsAsFunctionNames
function global:Type { 'x' }
# ok: PSAvoidReservedWordsAsFunctionNames
function Get-Process2 { 'x' }
# ok: PSAvoidReservedWordsAsFunctionNames
function classes { 'x' }
