# options: {"CheckPipeForRedundantWhitespace": true, "CheckParameter": true, "IgnoreAssignmentOperatorInsideHashTable": true}
# ok: PSUseConsistentWhitespace
if ($a -eq 1) { $b = 2, 3 }
# ruleid: PSUseConsistentWhitespace
if($a) { 4 }
# ruleid: PSUseConsistentWhitespace
if ($a){ 4 }
# ruleid: PSUseConsistentWhitespace
if ($a) {4}
# ruleid: PSUseConsistentWhitespace
$b=5
# ruleid: PSUseConsistentWhitespace
$b = $a  -and 6
# ruleid: PSUseConsistentWhitespace
$b = 7,8
# ruleid: PSUseConsistentWhitespace
Get-Item . |Out-Null
# ruleid: PSUseConsistentWhitespace
Get-Item .   | Out-Null
# ruleid: PSUseConsistentWhitespace
Get-Item   -Path .
# ok: PSUseConsistentWhitespace
$c.{Length}
# ok: PSUseConsistentWhitespace
$d = [math]::Abs(-$b)
$table = @{
    # ok: PSUseConsistentWhitespace
    short      = 1
    # ok: PSUseConsistentWhitespace
    longerName = 2
}
# ok+2: PSUseConsistentWhitespace
Get-Item . |
    Out-Null
