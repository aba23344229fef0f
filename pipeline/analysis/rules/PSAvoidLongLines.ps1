# options: {"MaximumLineLength": 50}
# ok: PSAvoidLongLines
Get-ChildItem -Path . -Filter *.txt
# ruleid: PSAvoidLongLines
Get-ChildItem -Path . -Filter *.txt -Recurse -Force
# ok: PSAvoidLongLines
Get-ChildItem -Path . -Filter *.tx -Recurse -Force
# file: strings.ps1
# options: {"MaximumLineLength": 50}
# ruleid+3: PSAvoidLongLines
@'
Lines of here-strings count as well:
this one is much too long, though nothing can be done.
'@
