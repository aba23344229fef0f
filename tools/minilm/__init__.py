"""Teaches MiniLM PowerShell: `python -m tools.minilm FOLDER`."""
