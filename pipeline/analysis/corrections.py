"""Suggested corrections, applied: again and again until nothing changes, and never so that a script no longer parses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from pipeline.powershell.decoding import Decoded, decode
from pipeline.powershell.script import Script, parse

from .finding import Correction, Edit, Finding

Judge: TypeAlias = Callable[[str], Sequence[Finding]]
"""The findings in a text."""

_MOST_PASSES: Final = 100
_SUPERFLUOUS: Final = "Nothing was corrected, because several corrections of one line mean the same; suppress or exclude all but one of their rules."
_ENDLESS: Final = "Nothing was corrected, because corrections call for ever more corrections."
_BREAKING: Final = "Corrections that would leave a script that does not parse were left out."
_MARKS: Final = {
    "utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "utf-32-le": b"\xff\xfe\x00\x00", "utf-32-be": b"\x00\x00\xfe\xff",
}


class Corrected(NamedTuple):
    """The new bytes, None where nothing changed, and what a person should know."""

    data: bytes | None
    notes: list[str]


def correct_bytes(data: bytes, judge: Judge) -> Corrected:
    """Correct a file; its encoding, mark and line ends stay as they are."""
    decoded = decode(data)
    if encode(decoded.text, decoded) != data:
        return Corrected(None, ["Nothing was corrected: the file holds bytes that are no text, and writing it would lose them."])
    text, notes = correct(decoded.text, judge)
    return Corrected(encode(text, decoded) if text != decoded.text else None, notes)


def encode(text: str, like: Decoded) -> bytes:
    """Text as bytes in the encoding that another text was read in."""
    return (_MARKS[like.encoding] if like.bom else b"") + text.encode(like.encoding, "surrogatepass")


def correct(text: str, judge: Judge, read: Callable[[str], Script] = parse) -> tuple[str, list[str]]:
    """The text with all corrections applied, one a line in each pass, the last line first, until a pass finds none.

    As PSScriptAnalyzer does it, and so it leaves a text alone whose corrections cannot be told apart: those of one line that are gone
    once another of that line was applied, and those that stay as many however often they are applied.
    """
    original, result, waiting = text, text, 0
    parsed = not read(text).errors
    for _ in range(_MOST_PASSES):
        corrections = [finding.corrections[0] for finding in judge(result) if finding.corrections and not finding.suppressed]
        if not corrections:
            return (original, [_SUPERFLUOUS]) if waiting else (result, [])
        chosen = one_a_line(corrections)
        left = len(corrections) - len(chosen)
        if waiting and waiting == left:
            return original, [_ENDLESS]
        changed = apply(result, chosen)
        if parsed and read(changed).errors:
            changed = _those_that_parse(result, chosen)
        if changed == result:
            return (original, [_SUPERFLUOUS]) if waiting else (result, [_BREAKING])
        result, waiting = changed, left
    return original, [_ENDLESS]


def one_a_line(corrections: Iterable[Correction]) -> list[Correction]:
    """The first for every line on which one begins, the last line first."""
    by_line: dict[int, Correction] = {}
    for correction in corrections:
        by_line.setdefault(correction.place.line, correction)
    return [by_line[line] for line in sorted(by_line, reverse=True)]


def apply(text: str, corrections: Iterable[Correction]) -> str:
    """The text with corrections applied that are sorted from the last to the first. New lines end as the text's own do."""
    ending = "\r\n" if "\r\n" in text else "\n"
    applied: list[Edit] = []
    for edit, _ in corrections:
        # What was changed inside this one's extent, later in the text, has moved its end.
        shift = sum(len(inner.text) - (inner.end - inner.start) for inner in applied if inner.start >= edit.start and inner.end <= edit.end)
        if any(inner.start < edit.end < inner.end for inner in applied):
            continue
        new = edit.text.replace("\r\n", "\n").replace("\n", ending)
        text = text[:edit.start] + new + text[edit.end + shift:]
        applied.append(edit._replace(text=new))
    return text


def _those_that_parse(text: str, corrections: Sequence[Correction]) -> str:
    """The text with those corrections that leave it readable, tried one by one."""
    kept: list[Correction] = []
    result = text
    for correction in corrections:
        changed = apply(text, [*kept, correction])
        if not parse(changed).errors:
            kept.append(correction)
            result = changed
    return result
