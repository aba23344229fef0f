"""Runs the detections over a script and every layer of it: each text is read once, and what was seen outside is not told again inside."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pipeline.analysis.context import Context
from pipeline.analysis.finding import RANK, Evidence, Finding, Place, Security
from pipeline.analysis.suppression import find_suppressions, suppress
from pipeline.analysis.unwrapping import Unwrapped, unwrap

from .asking import able
from .catalog import detection_names, load_detections
from .detection import MOST_SIGHTINGS, LoadedDetection, Sighting
from .fragments import fragment
from .masking import masked
from .scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.powershell.script import Script

_LOG = logging.getLogger(__name__)
_LONGEST_EVIDENCE: Final = 240
_COPIES: Final = frozenset({"backticks", "words put together"})
"""Layers that are the text around them, tidied: what is seen in them no more often was seen already."""
_BLANK: Final = re.compile(r"[\s`'\"]+")


@dataclass(slots=True)
class Detected:
    """`scenes` are the script and its layers, in this order; `findings` are sorted by place."""

    scenes: list[Scene]
    unwrapped: Unwrapped
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)


def detected(context: Context) -> Detected:
    """What was detected in a script and its layers. Ask with `context.shared(detected)`: it is found out once."""
    unwrapped = unwrap(context.script)
    scenes = [Scene(context)]
    behind = fragment(context.script)
    if behind is not None:
        scenes.append(Scene(Context(behind)))
        _append(unwrapped, unwrap(behind))
    scenes += [Scene(Context(unwrapped.scripts[index]), index) for index in range(len(unwrapped.layers))]
    result = Detected(scenes, unwrapped, notes=list(unwrapped.notes))
    _Run(result, context.script).run()
    result.notes += suppress(result.findings, context.shared(find_suppressions), set(detection_names()))
    return result


def _append(unwrapped: Unwrapped, more: Unwrapped) -> None:
    """Layers of the readable end of a broken script, behind those of its beginning."""
    known, before = {layer.text for layer in unwrapped.layers}, len(unwrapped.layers)
    if not any(layer.text in known for layer in more.layers):
        unwrapped.scripts |= {index + before: script for index, script in more.scripts.items()}
        unwrapped.layers += [replace(layer, parent=None if layer.parent is None else layer.parent + before) for layer in more.layers]
    unwrapped.notes += [note for note in more.notes if note not in unwrapped.notes]
    unwrapped.limits += [limit for limit in more.limits if limit not in unwrapped.limits]


class _Run:
    """One script under detection."""

    def __init__(self, result: Detected, script: Script) -> None:
        self._result = result
        self._script = script
        self._seen: dict[str, int] = {}
        self._told: set[tuple[str, str]] = set()
        self._outer: set[tuple[str, str]] = set()
        self._sightings: list[tuple[LoadedDetection, Scene, Sighting]] = []

    def run(self) -> None:
        for scene in self._result.scenes:
            for detection in _asked(scene):
                self._look(detection, scene)
            self._outer |= self._told
        self._result.findings = sorted((self._finding(*each) for each in self._sightings), key=_by_place)

    def _look(self, detection: LoadedDetection, scene: Scene) -> None:
        try:
            seen = list(detection.check(scene))
        except Exception as error:  # noqa: BLE001 - a detection that is wrong about one script must not cost the others their say
            _LOG.exception("%s failed", detection.name)
            if detection.name not in self._result.failed:
                self._result.failed.append(detection.name)
                self._result.notes.append(f"{detection.name} failed ({type(error).__name__}); what it would say of this script is unknown.")
            return
        kept = list(self._new(detection, scene, seen)) if seen else []
        if len(kept) > MOST_SIGHTINGS:
            self._result.notes.append(f"{detection.name} was seen {len(kept):,} times in one text; {MOST_SIGHTINGS} are told.")
        for sighting in kept[:MOST_SIGHTINGS]:
            self._sightings.append((detection, scene, sighting))
            if sighting.secret:
                self._result.secrets.add(sighting.secret)

    def _new(self, detection: LoadedDetection, scene: Scene, seen: Iterable[Sighting]) -> Iterable[Sighting]:
        """The worst sighting of each place, without those whose text was told of an outer text already."""
        worst: dict[tuple[int, int], Sighting] = {}
        for sighting in seen:
            place = (sighting.extent.start, sighting.extent.end)
            if place not in worst or _rank(detection, sighting) > _rank(detection, worst[place]):
                worst[place] = sighting
        copied = scene.layer is not None and self._result.unwrapped.layers[scene.layer].how in _COPIES
        if copied and len(worst) <= self._seen.get(detection.name, 0):
            return
        self._seen[detection.name] = max(self._seen.get(detection.name, 0), len(worst))
        for (start, end), sighting in sorted(worst.items(), key=lambda item: item[0]):
            key = (detection.name, _BLANK.sub("", scene.context.text[start:min(end, start + 4000)].lower()))
            if key not in self._outer:
                self._told.add(key)
                yield sighting

    def _finding(self, detection: LoadedDetection, scene: Scene, sighting: Sighting) -> Finding:
        script, metadata, secrets = scene.context.script, detection.metadata, self._result.secrets
        start, end = sighting.extent.start, sighting.extent.end
        line, column = script.position(start)
        evidence = Evidence(scene.layer, line, column, masked(_shown(scene.context.text, start, end), secrets))
        outer, outer_end = (start, end) if scene.layer is None else (self._outermost(scene.layer),) * 2
        place = Place(*self._script.position(outer), *self._script.position(outer_end))
        return Finding(
            detection.name, sighting.severity or metadata.severity, masked(sighting.message, secrets), outer, outer_end, place,
            security=Security(metadata.attack, metadata.cwe, metadata.remedy, evidence),
        )

    def _outermost(self, layer: int) -> int:
        """The offset in the script itself of what runs a layer."""
        layers = self._result.unwrapped.layers
        start, parent = layers[layer].start, layers[layer].parent
        while parent is not None:
            start, parent = layers[parent].start, layers[parent].parent
        return min(start, len(self._script.text))


def _asked(scene: Scene) -> Iterable[LoadedDetection]:
    """Those that may find something; all of them where that cannot be told, so that what is wrong is said of each that it concerns."""
    try:
        return able(scene)
    except Exception:  # noqa: BLE001 - each of those that it concerns will fail by itself, and the others must have their say
        _LOG.exception("it is not known which detections may find something")
        return load_detections()


def _shown(text: str, start: int, end: int) -> str:
    """One line of what was seen."""
    shown = " ".join(text[start:min(end, start + _LONGEST_EVIDENCE)].split())
    return shown + "..." if end - start > _LONGEST_EVIDENCE else shown


def _rank(detection: LoadedDetection, sighting: Sighting) -> int:
    return RANK[sighting.severity or detection.metadata.severity]


def _by_place(finding: Finding) -> tuple[int, int, str]:
    return finding.start or 0, finding.end or 0, finding.rule
