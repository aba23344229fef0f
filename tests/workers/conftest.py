"""The pipeline's fixtures serve the workers' tests too."""

from tests.pipeline.conftest import ann, bob, library, root

__all__ = ["ann", "bob", "library", "root"]
