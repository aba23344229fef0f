"""The static analyser: what PSScriptAnalyzer says of a script, said without PowerShell. Needs nothing but Python."""
