# file: bad1.ps1
# form: variable
# ruleid: PS059_BulkEncryption
$cipher = [System.Security.Cryptography.Aes]::Create()
foreach ($file in Get-ChildItem C:\Users -Recurse -Include *.docx, *.xlsx, *.pdf, *.jpg, *.png, *.sql) {
    $data = $cipher.CreateEncryptor().TransformFinalBlock([IO.File]::ReadAllBytes($file), 0, $file.Length)
    [IO.File]::WriteAllBytes("$file.locked", $data)
    Remove-Item $file
}

# file: bad2.ps1
# form: aliased, variable
# ruleid: PS059_BulkEncryption
$cipher = [System.Security.Cryptography.Aes]::Create()
foreach ($file in gci C:\Users -Recurse -Include *.docx, *.xlsx, *.pdf, *.jpg, *.png, *.sql) {
    $data = $cipher.CreateEncryptor().TransformFinalBlock([IO.File]::ReadAllBytes($file), 0, $file.Length)
    [IO.File]::WriteAllBytes("$file.locked", $data)
    ri $file
}

# file: bad3.ps1
# form: aliased, variable
$kind = 'System.Security.Cryptography.AesManaged'
# ruleid: PS059_BulkEncryption
$cipher = New-Object $kind
Set-Content readme.txt 'All your files are encrypted, pay in bitcoin'
dir C:\Users -Recurse | ForEach-Object { $cipher.CreateEncryptor(); Remove-Item $_ }

# file: bad4.ps1
# form: splatted, variable
$list = @{ Path = 'C:\Users'; Recurse = $true }
$note = 'Your files were encrypted. Pay in bitcoin.'
# ruleid: PS059_BulkEncryption
$cipher = New-Object Security.Cryptography.RijndaelManaged
Get-ChildItem @list | ForEach-Object { $cipher.CreateEncryptor(); Remove-Item $_ }

# file: bad5.ps1
# form: wrapped
# ruleid: PS059_BulkEncryption
powershell -NoProfile -EncodedCommand JABjAGkAcABoAGUAcgAgAD0AIABbAFMAeQBzAHQAZQBtAC4AUwBlAGMAdQByAGkAdAB5AC4AQwByAHkAcAB0AG8AZwByAGEAcABoAHkALgBBAGUAcwBdADoAOgBDAHIAZQBhAHQAZQAoACkACgBmAG8AcgBlAGEAYwBoACAAKAAkAGYAaQBsAGUAIABpAG4AIABHAGUAdAAtAEMAaABpAGwAZABJAHQAZQBtACAAQwA6AFwAVQBzAGUAcgBzACAALQBSAGUAYwB1AHIAcwBlACAALQBJAG4AYwBsAHUAZABlACAAKgAuAGQAbwBjAHgALAAgACoALgB4AGwAcwB4ACwAIAAqAC4AcABkAGYALAAgACoALgBqAHAAZwAsACAAKgAuAHAAbgBnACwAIAAqAC4AcwBxAGwAKQAgAHsACgAgACAAIAAgACQAZABhAHQAYQAgAD0AIAAkAGMAaQBwAGgAZQByAC4AQwByAGUAYQB0AGUARQBuAGMAcgB5AHAAdABvAHIAKAApAC4AVAByAGEAbgBzAGYAbwByAG0ARgBpAG4AYQBsAEIAbABvAGMAawAoAFsASQBPAC4ARgBpAGwAZQBdADoAOgBSAGUAYQBkAEEAbABsAEIAeQB0AGUAcwAoACQAZgBpAGwAZQApACwAIAAwACwAIAAkAGYAaQBsAGUALgBMAGUAbgBnAHQAaAApAAoAIAAgACAAIABbAEkATwAuAEYAaQBsAGUAXQA6ADoAVwByAGkAdABlAEEAbABsAEIAeQB0AGUAcwAoACIAJABmAGkAbABlAC4AbABvAGMAawBlAGQAIgAsACAAJABkAGEAdABhACkACgAgACAAIAAgAFIAZQBtAG8AdgBlAC0ASQB0AGUAbQAgACQAZgBpAGwAZQAKAH0A

# file: good1.ps1
# form: near miss
# ok: PS059_BulkEncryption
Protect-CmsMessage -To CN=Backup -Path report.csv -OutFile report.csv.cms

# file: good2.ps1
# form: near miss
# ok: PS059_BulkEncryption
$aes = [Security.Cryptography.Aes]::Create()

# file: good3.ps1
# form: near miss
# ok: PS059_BulkEncryption
Get-ChildItem -Recurse | Remove-Item
