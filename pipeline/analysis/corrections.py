"""Suggested corrections, applied: again and again until nothing changes, and never so that a script no longer parses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from pipeline.powershell.decoding import Decoded, decode
from pipeline.powershell.script import parse

from .finding import Correction, Edit, Finding

Judge: TypeAlias = Callable[[str], Sequence[Finding]]
"""The findings in a text."""

_MOST_PASSES: Final = 100
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


def correct(text: str, judge: Judge) -> tuple[str, list[str]]:
    """The text with all corrections applied, in as many passes as it takes: one correction a line in each, the last line first."""
    parsed = not parse(text).errors
    seen = {text}
    for _ in range(_MOST_PASSES):
        corrections = one_a_line(judge(text))
        if not corrections:
            return text, []
        changed = apply(text, corrections)
        if changed in seen:
            return text, [] if changed == text else ["Corrections undo each other; the last were left out."]
        if parsed and parse(changed).errors:
            changed = _those_that_parse(text, corrections)
            if changed in seen:
                return text, ["Corrections that would leave a script that does not parse were left out."]
        seen.add(changed)
        text = changed
    return text, ["There seems to be no end of corrections; the rest was left out."]


def one_a_line(findings: Iterable[Finding]) -> list[Correction]:
    """The first correction of each finding that is not suppressed, at most one for every line on which one begins, the last line first."""
    by_line: dict[int, Correction] = {}
    for finding in findings:
        if finding.corrections and not finding.suppressed:
            first = finding.corrections[0]
            by_line.setdefault(first.place.line, first)
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
