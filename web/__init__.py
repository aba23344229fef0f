"""HTTP in, JSON and pages out. No SQL and no analysis: it accepts, asks the pipeline, and answers."""

from web.app import create_app

__all__ = ["create_app"]
