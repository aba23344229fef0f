"""Where a script runs, where an operator allows that: in namespaces of its own, with nothing of this machine but its programs to read."""
