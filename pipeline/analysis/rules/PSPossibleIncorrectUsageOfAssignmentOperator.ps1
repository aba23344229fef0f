# ruleid: PSPossibleIncorrectUsageOfAssignmentOperator
if ($a = $b) { 1 }
# ruleid: PSPossibleIncorrectUsageOfAssignmentOperator
if ($a == $b) { 1 }
# ok: PSPossibleIncorrectUsageOfAssignmentOperator
if ($a -eq $b) { 1 }
# ruleid: PSPossibleIncorrectUsageOfAssignmentOperator
elseif ($a = "$b") { 2 }
# ruleid: PSPossibleIncorrectUsageOfAssignmentOperator
while ($a = $b -match 'x') { 1 }
# ok: PSPossibleIncorrectUsageOfAssignmentOperator
if ($a = Get-Item x) { 1 }
# ok: PSPossibleIncorrectUsageOfAssignmentOperator
if ($a = $b.Method()) { 1 }
# ok: PSPossibleIncorrectUsageOfAssignmentOperator
if (($a = $b)) { 1 }
# ruleid: PSPossibleIncorrectUsageOfAssignmentOperator
if (($null = $b)) { 1 }
# ok: PSPossibleIncorrectUsageOfAssignmentOperator
for ($i = 0; $i -lt 3; $i++) { $i }
do { 1 }
# ruleid: PSPossibleIncorrectUsageOfAssignmentOperator
while ($a = $b)
# ok: PSPossibleIncorrectUsageOfAssignmentOperator
if (Test-It { $a = $b }) { 1 }
