# file: bad1.ps1
# ruleid: PS005_TokenByShape
Invoke-RestMethod -Uri https://api.example.org -Headers @{ Authorization = 'Bearer ghp_q7Rf2LkZ9vXw3TnB8mYc5HdJ1sPgUa4EoKi6' }

# file: bad2.ps1
# ruleid: PS005_TokenByShape
aws configure set aws_access_key_id AKIAQ3EXWZ7K5RVT2NPH

# file: bad3.ps1
# form: wrapped
# ruleid: PS005_TokenByShape
powershell -NoProfile -EncodedCommand SQBuAHYAbwBrAGUALQBSAGUAcwB0AE0AZQB0AGgAbwBkACAALQBVAHIAaQAgAGgAdAB0AHAAcwA6AC8ALwBhAHAAaQAuAGUAeABhAG0AcABsAGUALgBvAHIAZwAgAC0ASABlAGEAZABlAHIAcwAgAEAAewAgAEEAdQB0AGgAbwByAGkAegBhAHQAaQBvAG4AIAA9ACAAJwBCAGUAYQByAGUAcgAgAGcAaABwAF8AcQA3AFIAZgAyAEwAawBaADkAdgBYAHcAMwBUAG4AQgA4AG0AWQBjADUASABkAEoAMQBzAFAAZwBVAGEANABFAG8ASwBpADYAJwAgAH0A

# file: bad4.ps1
# form: aliased
# ruleid: PS005_TokenByShape
irm https://api.example.org -Headers @{ Authorization = 'Bearer ghp_q7Rf2LkZ9vXw3TnB8mYc5HdJ1sPgUa4EoKi6' }

# file: bad5.ps1
# form: splatted
# ruleid: PS005_TokenByShape
$call = @{ Uri = 'https://api.example.org'; Headers = @{ Authorization = 'Bearer ghp_q7Rf2LkZ9vXw3TnB8mYc5HdJ1sPgUa4EoKi6' } }
Invoke-RestMethod @call

# file: bad6.ps1
# form: variable
# ruleid: PS005_TokenByShape
$key = 'ghp_q7Rf2LkZ9vXw3TnB8mYc5HdJ1sPgUa4EoKi6'
Invoke-RestMethod https://api.example.org -Headers @{ Authorization = $key }

# file: good1.ps1
# form: near miss
# ok: PS005_TokenByShape
$token = 'ghp_short'

# file: good2.ps1
# form: near miss
# ok: PS005_TokenByShape
$name = 'AKIAAAAAAAAAAAAAAAAA'

# file: good3.ps1
# form: near miss
# ok: PS005_TokenByShape
$shape = 'ghp_[A-Za-z0-9]{36}'
