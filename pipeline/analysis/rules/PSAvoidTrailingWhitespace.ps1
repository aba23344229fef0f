# ruleid: PSAvoidTrailingWhitespace
$first = 1  
# ok: PSAvoidTrailingWhitespace
$second = 2

# ruleid: PSAvoidTrailingWhitespace
$third = 3	

# Blanks inside a here-string are part of its text, and reported all the same.
# ruleid+2: PSAvoidTrailingWhitespace
$text = @'
a line 
another
'@
# ok: PSAvoidTrailingWhitespace
    $indented = $first + $second + $third + $text
