# options: {"NoEmptyLineBefore": true, "IgnoreOneLineBlock": true, "NewLineAfter": true}
function Get-Down {
    # ok: PSPlaceCloseBrace
    if ($true) { 'one line' } else { 'too' }
    $table = @{
        a = 1
        # ruleid: PSPlaceCloseBrace
        b = 2 }
    if ($table.a) {
        'a'
        # ruleid: PSPlaceCloseBrace
    } else {
        'not a'
    }
    # ok: PSPlaceCloseBrace
    1..2 | ForEach-Object {
        # ok: PSPlaceCloseBrace
        $_ }
    while ($false) {
        'never'
        # ruleid+2: PSPlaceCloseBrace

    }
    # ok+1: PSPlaceCloseBrace
}
