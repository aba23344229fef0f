# ruleid: PSAvoidUsingConvertToSecureStringWithPlainText
$secret = ConvertTo-SecureString 'Passw0rd' -AsPlainText -Force
# ruleid: PSAvoidUsingConvertToSecureStringWithPlainText
$secret = convertto-securestring -String $text -asplain -Force
# ok: PSAvoidUsingConvertToSecureStringWithPlainText
$secret = ConvertTo-SecureString $encrypted
# ok: PSAvoidUsingConvertToSecureStringWithPlainText
$secret = Read-Host -AsSecureString
