"""What an analysis costs beyond the rules: unwrapping, detections, scores and all other fields, in the order in which the program makes them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pipeline.analysis.facts.subject import Subject
    from pipeline.analysis.rule import Chosen

Name = TypeVar("Name")


def beyond(
    files: Sequence[tuple[Path, bytes]], rules: Sequence[Chosen], rounds: int, unit: float, *, security: bool, layers: bool, each: bool,
) -> dict[str, float]:
    """Yardsticks a million characters, by what they are spent on; `unit` is what one of them is in processor seconds. The best round counts."""
    best = min((_round(files, rules, security=security, layers=layers) for _ in range(rounds)), key=lambda spent: sum(spent.values()))
    told: dict[str, float] = {"beyond_the_rules": round(sum(best.values()) / unit, 2)}
    for part in ("unwrapping", "detections", "fields"):
        told[part] = round(sum(seconds for (of, _), seconds in best.items() if of == part) / unit, 2)
    if each:
        told |= {name: round(seconds / unit, 2) for (_, name), seconds in _slowest(best)}
        told |= _by_detection(files, unit) if security else {}
    return told


def _round(files: Sequence[tuple[Path, bytes]], rules: Sequence[Chosen], *, security: bool, layers: bool) -> dict[tuple[str, str], float]:
    """Processor seconds by part and field. What fields share is counted for the first of them."""
    from pipeline.analysis.detecting.engine import detected
    from pipeline.analysis.unwrapping import unwrap

    spent: dict[tuple[str, str], float] = defaultdict(float)
    for path, data in files:
        subject = _subject(path, data, rules)
        context = subject.context
        if security:
            alone = _seconds(lambda context=context: unwrap(context.script))  # type: ignore[misc]
            spent["unwrapping", "unwrapping"] += alone
            spent["detections", "detections"] += _seconds(lambda context=context: context.shared(detected)) - alone  # type: ignore[misc]
        if layers:
            begun = time.process_time()
            each = list(_fields(subject))
            share = (time.process_time() - begun) / sum(seconds for _, seconds in each)
            for field, seconds in each:
                spent["fields", field] += seconds * share
    return spent


def _subject(path: Path, data: bytes, rules: Sequence[Chosen]) -> Subject:
    """A script behind the rules, as the pipeline has it."""
    from pipeline.analysis.context import Context
    from pipeline.analysis.engine import analyze
    from pipeline.analysis.facts.subject import Subject
    from pipeline.powershell.decoding import decode
    from pipeline.powershell.script import parse

    context = Context(parse(decode(data).text), path=path, data=data, alone=True)
    return Subject(context, analyze(context, rules))


def _fields(subject: Subject) -> Iterator[tuple[str, float]]:
    """Each field with the seconds that passed while it was made."""
    from pipeline.analysis.facts.subject import UnknownError
    from pipeline.analysis.report import MAKERS

    for field, make in MAKERS:
        begun = time.perf_counter()  # this clock costs next to nothing; the caller knows the processor time of all
        with suppress(UnknownError):  # to know that it is unknown costs, too
            make(subject)
        yield field, time.perf_counter() - begun


def _by_detection(files: Sequence[tuple[Path, bytes]], unit: float) -> dict[str, float]:
    """What each detection costs on the scripts themselves, without their layers. What detections share is counted for the first of them."""
    from pipeline.analysis.context import Context
    from pipeline.analysis.detecting.catalog import load_detections
    from pipeline.analysis.detecting.scene import Scene
    from pipeline.powershell.decoding import decode
    from pipeline.powershell.script import parse

    spent: dict[str, float] = defaultdict(float)
    for _, data in files:
        scene = Scene(Context(parse(decode(data).text)))
        for detection in load_detections():
            spent[detection.name] += _seconds(lambda check=detection.check, scene=scene: list(check(scene)))  # type: ignore[misc]
    return {name: round(seconds / unit, 2) for name, seconds in _slowest(spent)}


def _slowest(spent: dict[Name, float]) -> list[tuple[Name, float]]:
    return sorted(spent.items(), key=lambda item: -item[1])


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
