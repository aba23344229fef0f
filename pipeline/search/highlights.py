"""The lines of a script that show why it was found."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.embedding.words import located

MOST = 3  # lines of a script
LONGEST = 200  # letters of a line


class Highlight(NamedTuple):
    """`ranges` are places in `text`, half open; `line` counts from 1, and is None outside the content."""

    field: str
    line: int | None
    text: str
    ranges: list[tuple[int, int]]


def highlights(title: str, description: str | None, content: str, terms: Sequence[str]) -> list[Highlight]:
    """The title and the description where they match, and of the content the lines that match best."""
    if not terms:
        return []
    wanted = frozenset(terms)
    around = [made for name, text in (("title", title), ("description", description or "")) if (made := _marked(name, None, text, wanted))]
    # Stems end early and in `i` for `y`: a rough pattern finds the few lines that are looked at closely.
    rough = re.compile("|".join(re.escape(term.removesuffix("i")) for term in terms), re.IGNORECASE)
    lines: list[Highlight] = []
    for number, line in enumerate(content.splitlines(), 1):
        if (begin := rough.search(line)) and (made := _marked("content", number, line[max(0, begin.start() - 40) :].strip(), wanted)):
            lines.append(made)
            if len(lines) >= 4 * MOST:
                break
    best = sorted(lines, key=lambda made: -len({made.text[start:end].lower() for start, end in made.ranges}))[:MOST]
    return [*around, *sorted(best, key=lambda made: made.line or 0)]


def _marked(name: str, line: int | None, text: str, wanted: frozenset[str]) -> Highlight | None:
    shown = text[:LONGEST]
    ranges = [(word.start, word.end) for word in located(shown) if word.term in wanted]
    return Highlight(name, line, shown, ranges) if ranges else None
