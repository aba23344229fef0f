"""`python -m web [DESCRIPTOR]`: the web server, set up from the environment, on a socket that somebody holds or on one of its own.

`psscript web` is this after finding the library; the two rooms know each other only by this line.
"""

import os
import sys

from pipeline.config import Settings
from web.server import serve

if __name__ == "__main__":
    serve(Settings.from_environment(os.environ), int(sys.argv[1]) if len(sys.argv) > 1 else None)
