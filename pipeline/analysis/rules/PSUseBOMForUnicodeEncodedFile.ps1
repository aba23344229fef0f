# file: umlaut.ps1
# ruleid-file: PSUseBOMForUnicodeEncodedFile
$name = 'Jürgen'
# file: marked.ps1 encoding: utf-8-sig
# ok-file: PSUseBOMForUnicodeEncodedFile
$name = 'Jürgen'
# file: utf16.ps1 encoding: utf-16
# ok-file: PSUseBOMForUnicodeEncodedFile
$name = 'Jürgen'
# file: ascii.ps1
# ok-file: PSUseBOMForUnicodeEncodedFile
$name = 'Juergen'
