"""How `psscript analyze` runs: what is to be judged, in how many processes, and what the exit code says."""
