# file: bad1.ps1
# ruleid: PS055_PublicIpAddress
Invoke-WebRequest http://93.184.216.34/a.txt

# file: bad2.ps1
# form: aliased, variable
# ruleid: PS055_PublicIpAddress
$url = 'https://93.184.216.34:8443/a'
iwr $url

# file: bad3.ps1
# form: splatted
# ruleid: PS055_PublicIpAddress
$get = @{ Uri = 'http://93.184.216.34/' }
Invoke-RestMethod @get

# file: bad4.ps1
# ruleid: PS055_PublicIpAddress
New-Object Net.Sockets.TcpClient('93.184.216.34', 4444)

# file: bad5.ps1
# form: wrapped
# ruleid: PS055_PublicIpAddress
powershell -NoProfile -EncodedCommand SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0ACAAaAB0AHQAcAA6AC8ALwA5ADMALgAxADgANAAuADIAMQA2AC4AMwA0AC8AYQAuAHQAeAB0AA==

# file: good1.ps1
# form: near miss
# ok: PS055_PublicIpAddress
Invoke-WebRequest https://api.example.org/state

# file: good2.ps1
# form: near miss
# ok: PS055_PublicIpAddress
Invoke-WebRequest http://192.168.1.10/state

# file: good3.ps1
# form: near miss
# ok: PS055_PublicIpAddress
Test-Connection 93.184.216.34

# file: good4.ps1
# form: near miss
# ok: PS055_PublicIpAddress
$version = '10.2.3.4'
