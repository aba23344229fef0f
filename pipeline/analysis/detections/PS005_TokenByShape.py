"""A token or a private key stands in the script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, Detection, Sighting
from pipeline.analysis.detecting.secrets import SHAPES, randomness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Revoke the token, and read its successor from a vault.",
    safe="$token = Get-Secret -Name GitHub -AsPlainText",
    attack=("T1552.001",),
    cwe=("CWE-798",),
)

_LEAST_RANDOM: Final = 3.0


def check(scene: Scene) -> Iterator[Sighting]:
    for what, (hints, shape) in SHAPES.items():
        for text, found in scene.strings(shape, *hints):
            if randomness(found[0][8:]) >= _LEAST_RANDOM and "example" not in found[0].lower():
                yield Sighting(text.node, f"By its shape this is {what}, which whoever reads the script can use.", secret=found[0])
