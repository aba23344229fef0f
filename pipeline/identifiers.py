"""Identifiers that are made before anything is stored, and sort by the time they were made."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562): milliseconds since 1970, then 74 random bits."""
    value = int.from_bytes(os.urandom(10)) | (time.time_ns() // 1_000_000) << 80
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
