"""What a check of `psscript doctor` says."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["fine", "mended", "warning", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    level: Level
    found: str
    remedy: str = ""
