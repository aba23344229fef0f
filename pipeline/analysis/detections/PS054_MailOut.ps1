# file: bad1.ps1
# ruleid: PS054_MailOut
Send-MailMessage -To a@example.org -From b@example.org -Subject Report -Attachments report.csv -SmtpServer mail

# file: bad2.ps1
# ruleid: PS054_MailOut
Send-MailMessage -Att report.csv -To a@example.org -From b@example.org -Subject x

# file: bad3.ps1
# form: splatted
$mail = @{ To = 'a@example.org'; From = 'b@example.org'; Subject = 'x'; Attachments = 'report.csv' }
# ruleid: PS054_MailOut
Send-MailMessage @mail

# file: bad4.ps1
# form: variable
$file = 'report.csv'
# ruleid: PS054_MailOut
Send-MailMessage -Attachments $file -To a@example.org -From b@example.org -Subject x

# file: bad5.ps1
# form: wrapped
# ruleid: PS054_MailOut
powershell -NoProfile -EncodedCommand UwBlAG4AZAAtAE0AYQBpAGwATQBlAHMAcwBhAGcAZQAgAC0AVABvACAAYQBAAGUAeABhAG0AcABsAGUALgBvAHIAZwAgAC0ARgByAG8AbQAgAGIAQABlAHgAYQBtAHAAbABlAC4AbwByAGcAIAAtAFMAdQBiAGoAZQBjAHQAIABSAGUAcABvAHIAdAAgAC0AQQB0AHQAYQBjAGgAbQBlAG4AdABzACAAcgBlAHAAbwByAHQALgBjAHMAdgAgAC0AUwBtAHQAcABTAGUAcgB2AGUAcgAgAG0AYQBpAGwA

# file: bad6.ps1
# form: aliased
Set-Alias post Send-MailMessage
# ruleid: PS054_MailOut
post -Attachments report.csv -To a@example.org -From b@example.org -Subject x

# file: good1.ps1
# form: near miss
# ok: PS054_MailOut
Send-MailMessage -To a@example.org -From b@example.org -Subject Report -Body done -SmtpServer mail

# file: good2.ps1
# form: near miss
# ok: PS054_MailOut
Copy-Item report.csv -Destination '\\server\reports'
