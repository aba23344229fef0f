"""The script that is being read: its digest and its signature are made one after the other, from the same tokens."""

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.powershell.script import parse

if TYPE_CHECKING:
    from pipeline.powershell.script import Script

POWERSHELL = frozenset({"ps1", "psm1", "psd1"})


@lru_cache(maxsize=1)
def parsed(text: str) -> "Script":
    return parse(text)
