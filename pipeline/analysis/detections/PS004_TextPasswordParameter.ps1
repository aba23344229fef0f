# no form: aliased: a parameter is declared and has no command that could be called otherwise.
# no form: splatted: a parameter is declared, not called.
# no form: variable: a parameter is declared, not called.

# file: bad1.ps1
# ruleid: PS004_TextPasswordParameter
param([string] $Password)

# file: bad2.ps1
# ruleid: PS004_TextPasswordParameter
param([System.String] $ClientSecret)

# file: bad3.ps1
# ruleid: PS004_TextPasswordParameter
function Connect-Thing ([string] $ApiKey) { $ApiKey }

# file: bad4.ps1
# form: wrapped
# ruleid: PS004_TextPasswordParameter
powershell -NoProfile -EncodedCommand ZgB1AG4AYwB0AGkAbwBuACAAQwBvAG4AbgBlAGMAdAAtAFQAaABpAG4AZwAgAHsAIABwAGEAcgBhAG0AKABbAHMAdAByAGkAbgBnAF0AIAAkAEEAcABpAEsAZQB5ACkAIAAkAEEAcABpAEsAZQB5ACAAfQA=

# file: good1.ps1
# form: near miss
# ok: PS004_TextPasswordParameter
param([securestring] $Password)

# file: good2.ps1
# form: near miss
# ok: PS004_TextPasswordParameter
param([string] $PasswordPath)

# file: good3.ps1
# form: near miss
# ok: PS004_TextPasswordParameter
param([pscredential] $Credential)

# file: good4.ps1
# form: near miss
# ok: PS004_TextPasswordParameter
param([switch] $Password)
