$text = 'abc'
# ruleid: PSAvoidInvokingEmptyMembers
$text.('Len' + 'gth')
# ok: PSAvoidInvokingEmptyMembers
$text.Length
# A name that is one string computes nothing.
# ok: PSAvoidInvokingEmptyMembers
$text.('Length')
# ok: PSAvoidInvokingEmptyMembers
$text.$name
# ruleid: PSAvoidInvokingEmptyMembers
$text.('To' + 'Upper')()
