# ruleid: PSPossibleIncorrectUsageOfRedirectionOperator
if ($count > 10) { 1 }
# ok: PSPossibleIncorrectUsageOfRedirectionOperator
if ($count -gt 10) { 1 }
# ruleid: PSPossibleIncorrectUsageOfRedirectionOperator
elseif ($count > "$limit") { 2 }
# ok: PSPossibleIncorrectUsageOfRedirectionOperator
if ((Get-Thing > $null)) { 1 }
# ok: PSPossibleIncorrectUsageOfRedirectionOperator
Get-Thing > out.txt
# ok: PSPossibleIncorrectUsageOfRedirectionOperator
if (Get-Thing 2>&1) { 1 }
