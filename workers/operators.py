"""Who gives a command: not a user of the library, but whoever the machine's system knows them as."""

from __future__ import annotations

import os
import pwd
import socket

from pipeline.audit import Origin


def operator_here() -> Origin:
    """By the process's user, not by variables such as USER, which say whatever somebody wrote there."""
    number = os.geteuid()
    try:
        name = pwd.getpwuid(number).pw_name
    except KeyError:  # as in a container that is given a number for a user
        name = str(number)
    return Origin(operator=name, host=socket.gethostname())
