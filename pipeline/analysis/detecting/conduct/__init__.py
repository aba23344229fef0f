"""What a script does that is no detection of its own and yet speaks of an attack, the more so together: signs by name.

`conduct` gives the signs of one text; DEEDS says what each is worth.
"""

from __future__ import annotations

from .signs import DEEDS, conduct

__all__ = ["DEEDS", "conduct"]
