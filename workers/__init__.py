"""How work is run: entry points, sweeper, supervisor, command line."""
