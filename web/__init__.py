"""HTTP in, JSON and pages out. No SQL and no analysis: it accepts, asks the pipeline, and answers."""
