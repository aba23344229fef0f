"""What the comments of a script say of it: neither whose it is and what the law allows, nor its signature."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_SIGNATURE, _SIGNATURE_END = "# sig # begin signature block", "# sig # end signature block"
# Of the widespread licences, and of what Microsoft's samples open with. Each of them says that its paragraph is legal text.
_LEGAL = re.compile(
    r"permission is hereby granted|permission to use, copy, modify|redistributions? (?:and use )?in (?:source|binary)|redistributions of source code"
    r"|the above copyright notice|you may not use this file except|apache\.org/licenses|unless required by applicable law"
    r"|this program is free software|this is free and unencumbered|gnu\.org/licenses|gnu (?:lesser |affero |library )?general public license"
    r"|mozilla public license|opensource\.org/licenses|warrant(?:y|ies) (?:of|or|expressed)|implied warrant|without (?:any )?warrant"
    r"|in no event (?:shall|will)|provided ['\"“‘]?as[ -]is|entire risk arising out of",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\bcopyright\b|\(c\) ?\d{4}|©|\ball rights reserved\b|\blicen[sc]ed under\b|^licen[sc]e ?[:=]|spdx-license-identifier", re.IGNORECASE
)
_LEADING = re.compile(r"^[\s#<>*;/|=-]+")
Span = tuple[int, int]


def remarks(text: str, comments: Sequence[Span]) -> Iterator[str]:
    """`comments`: where they stand, in the order of the text. Line comments one by one, blocks as they are."""
    for run in _runs(text, _unsigned(text, comments)):
        if text.startswith("<#", run[0][0]):
            kept = list(_said(text[slice(*run[0])].splitlines()))
            yield from ["\n".join(kept)] if kept else []
        else:
            yield from _said([text[start:end] for start, end in run])


def _said(lines: Sequence[str]) -> Iterator[str]:
    for is_said, paragraph in groupby(lines, lambda line: bool(_bare(line))):
        said = [_bare(line) for line in (paragraph if is_said else ())]
        if not _LEGAL.search(" ".join(said)):
            yield from (line for line in said if not _OWNED.search(line))


def _unsigned(text: str, comments: Sequence[Span]) -> Iterator[Span]:
    signature = False
    for start, end in comments:
        said = text[start : min(end, start + len(_SIGNATURE))].lower()
        signature = said == _SIGNATURE or (signature and not said.startswith(_SIGNATURE_END))
        if not (signature or said.startswith(_SIGNATURE_END)):
            yield start, end


def _runs(text: str, comments: Iterator[Span]) -> Iterator[list[Span]]:
    """Line comments that stand right below each other, and blocks alone."""
    run: list[Span] = []
    for start, end in comments:
        if run and not (_is_below(text, run[-1], start) and text[start] == text[run[-1][0]] == "#"):
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def _is_below(text: str, before: Span, start: int) -> bool:
    between = text[before[1] : start]
    return between.count("\n") == 1 and not between.strip()


def _bare(line: str) -> str:
    return _LEADING.sub("", line).strip()
