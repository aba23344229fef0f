"""Secrets in what is told: a mark with a short hash in their place, so that two findings of one secret can be told from findings of two."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST = 3


def mask(secret: str) -> str:
    """What stands for a secret."""
    return f"***{hashlib.sha256(secret.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}***"


def masked(text: str, secrets: Iterable[str]) -> str:
    """The text without these secrets, the longest first; those of one or two letters are masked only between quotes."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, mask(secret))
        elif secret:
            text = re.sub(rf"""(['"]){re.escape(secret)}\1""", f"'{mask(secret)}'", text)
    return text
