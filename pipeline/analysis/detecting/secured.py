"""Plain text that becomes a secure string."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .texts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .calls import Call
    from .scene import Scene


def secured(scene: Scene) -> Iterator[tuple[Call, str | None]]:
    """Each call that makes one, and its text as far as it is known; None where no text is given."""
    for call in scene.calls("convertto-securestring"):
        if call.has("asplaintext"):
            given = call.given("string", position=0)
            inputs = [given] if given is not None else call.piped
            yield call, scene.text(inputs[-1]) if inputs else None


def stands_here(text: str) -> bool:
    """The whole text stands in the script: nothing of it is a variable of the script's or of the system's."""
    return HOLE not in text and "%" not in text
