"""`#requires` lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..nodes import ScriptRequirements

if TYPE_CHECKING:
    from ..tokens import Token
    from .reader import Reader

_OPTION = re.compile(r"-(\w*)(:)?")


def read(r: Reader) -> ScriptRequirements | None:
    """What all the lines ask for together; None when there is none."""
    lines: list[Token] = r.requires
    if not lines:
        return None
    return ScriptRequirements()
