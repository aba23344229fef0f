# file: bad1.ps1
# ruleid: PS027_FirewallOpened
Set-NetFirewallProfile -All -Enabled False

# file: bad2.ps1
# ruleid: PS027_FirewallOpened
New-NetFirewallRule -DisplayName All -Direction Inbound -Action Allow

# file: bad3.ps1
# ruleid: PS027_FirewallOpened
netsh advfirewall set allprofiles state off

# file: bad4.ps1
# form: splatted
$off = @{ Profile = 'Domain', 'Public'; Enabled = 'False' }
# ruleid: PS027_FirewallOpened
Set-NetFirewallProfile @off

# file: bad5.ps1
# form: variable
$state = 'False'
# ruleid: PS027_FirewallOpened
Set-NetFirewallProfile -Profile Public -Enabled $state

# file: bad6.ps1
# ruleid: PS027_FirewallOpened
cmd /c netsh firewall set opmode disable

# file: bad7.ps1
# form: wrapped
# ruleid: PS027_FirewallOpened
powershell -NoProfile -EncodedCommand UwBlAHQALQBOAGUAdABGAGkAcgBlAHcAYQBsAGwAUAByAG8AZgBpAGwAZQAgAC0AQQBsAGwAIAAtAEUAbgBhAGIAbABlAGQAIABGAGEAbABzAGUA

# file: bad8.ps1
# form: aliased
Set-Alias wall Set-NetFirewallProfile
# ruleid: PS027_FirewallOpened
wall -All -Enabled False

# file: good1.ps1
# form: near miss
# ok: PS027_FirewallOpened
New-NetFirewallRule -DisplayName Web -Direction Inbound -LocalPort 443 -Protocol TCP -Action Allow

# file: good2.ps1
# form: near miss
# ok: PS027_FirewallOpened
Set-NetFirewallProfile -All -Enabled True

# file: good3.ps1
# form: near miss
# ok: PS027_FirewallOpened
netsh advfirewall show allprofiles
