"""Text to tokens, tree and errors: a lexer that the parser drives, and one function for each rule of the grammar."""
