# ruleid: PSAvoidExclaimOperator
if (!(Test-Path .)) { 'gone' }
# ruleid: PSAvoidExclaimOperator
if (! $done) { 'go on' }
# ok: PSAvoidExclaimOperator
if (-not $done) { 'go on' }
# ok: PSAvoidExclaimOperator
'Done!'
