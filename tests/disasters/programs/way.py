"""A way from a host's address to servers that listen on unix sockets.

way.py ADDRESS PORT SOCKET [PORT SOCKET]...
"""

import signal
import sys
from pathlib import Path

from tests.disasters.proxy import Proxy

address = sys.argv[1]
ways = [Proxy(Path(path), (address, int(port))) for port, path in zip(sys.argv[2::2], sys.argv[3::2], strict=True)]
signal.pause()
