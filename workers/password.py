"""Where a command's password comes from: made, read or asked for."""

from __future__ import annotations

import getpass
import secrets
import sys

from workers.errors import CannotRunError

READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


def random_password() -> str:
    """Twenty random characters in groups, 99 bits, in a form that can be read aloud."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(5)) for _ in range(4))


def given_password(*, from_stdin: bool) -> str:
    """Of standard input's first line, or of the person at the terminal."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CannotRunError("Say where the password comes from: --password-stdin, or --random to have one made.")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise CannotRunError("The two are not the same; nothing was changed.")
    return password
