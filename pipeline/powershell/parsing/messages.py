"""What each parse error says to a person."""

from __future__ import annotations

from typing import Final

_MESSAGES: Final[dict[str, str]] = {}


def message(error_id: str, details: tuple[str, ...]) -> str:
    """The sentence for an error."""
    return _MESSAGES.get(error_id, error_id).format(*details)
