# ok: PSPlaceOpenBrace
function Get-Up {
    # ok: PSPlaceOpenBrace
    if ($true) { 'one line' }
    # ruleid+2: PSPlaceOpenBrace
    if ($false)
    {
        'low'
    }
    # ruleid+2: PSPlaceOpenBrace
    try # why
    {
        'low, behind a comment'
    }
    # ruleid: PSPlaceOpenBrace
    catch { throw
    }
    # ok+2: PSPlaceOpenBrace
    $block =
    {
        'a value'
    }
    # ok: PSPlaceOpenBrace
    1..3 | ForEach-Object { $_ +
        1
    }
    & $block
}
