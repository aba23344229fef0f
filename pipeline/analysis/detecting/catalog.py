"""Which detections there are: the files of the folder `detections`."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

from .detection import LoadedDetection

DETECTIONS = Path(__file__).parent.parent / "detections"


@cache
def detection_names() -> tuple[str, ...]:
    """All names, in order."""
    return tuple(sorted(path.stem for path in DETECTIONS.glob("PS*.py")))


@cache
def load_detection(name: str) -> LoadedDetection:
    module = importlib.import_module(f"pipeline.analysis.detections.{name}")
    return LoadedDetection(name, (module.__doc__ or "").partition("\n")[0], module.DETECTION, module.check)


@cache
def load_detections() -> tuple[LoadedDetection, ...]:
    return tuple(load_detection(name) for name in detection_names())


def page(name: str) -> str:
    """The documentation of a detection, in Markdown."""
    return (DETECTIONS / f"{name}.md").read_text(encoding="utf-8")
