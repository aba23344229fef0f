"""PowerShell, read as PowerShell reads it: text to tokens, tree, errors, meaning. Needs nothing but Python."""
