# ruleid: PSMisleadingBacktick
Get-ChildItem -Path . ` 
    -Recurse
# ok: PSMisleadingBacktick
Get-ChildItem -Path . `
    -Recurse
# ok: PSMisleadingBacktick
'a` b'
