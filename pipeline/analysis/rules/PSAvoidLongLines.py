"""A line is longer than people want to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Extent, Hit, Options, Rule

RULE = Rule(WARNING, enabled=False, options={"MaximumLineLength": 120})


def check(context: Context, options: Options) -> Iterator[Hit]:
    longest: int = options["MaximumLineLength"]
    # Lengths count UTF-16 units, of which a character has two at most.
    for line in re.finditer(rf"(?<![^\r\n])[^\r\n]{{{max(longest // 2, 0) + 1},}}", context.text):
        length = len(line[0]) + (0 if line[0].isascii() else sum(char > "\uffff" for char in line[0]))
        if length > longest:
            # As PSScriptAnalyzer has it, the place ends before the last character.
            message = f"The line has {length} characters, {length - longest} more than the {longest} that are allowed."
            yield Hit(Extent(line.start(), line.end() - 1), message)
