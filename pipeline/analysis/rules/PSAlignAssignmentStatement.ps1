$good = @{
    # ok: PSAlignAssignmentStatement
    One      = 1
    # ok: PSAlignAssignmentStatement
    Thousand = 1000
}
$bad = @{
    # ruleid: PSAlignAssignmentStatement
    One = 1
    # ok: PSAlignAssignmentStatement
    Thousand = 1000
}
# ok: PSAlignAssignmentStatement
$line = @{ One = 1; Thousand = 1000 }
enum Depth {
    # ruleid: PSAlignAssignmentStatement
    Low = 1
    # ok: PSAlignAssignmentStatement
    Deeper = 2
}
