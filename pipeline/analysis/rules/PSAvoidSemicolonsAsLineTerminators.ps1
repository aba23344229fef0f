# ruleid: PSAvoidSemicolonsAsLineTerminators
$x = 1;
# ok: PSAvoidSemicolonsAsLineTerminators
$x = 1; $y = 2
# ok: PSAvoidSemicolonsAsLineTerminators
for ($i = 0; $i -lt 3; $i++) { $i }
$table = @{
    # ruleid: PSAvoidSemicolonsAsLineTerminators
    Key = 'value';
    # ok: PSAvoidSemicolonsAsLineTerminators
    Other = 'value'
}
# A comment behind it keeps it from being the line's end.
# ok: PSAvoidSemicolonsAsLineTerminators
$z = 3; # three
