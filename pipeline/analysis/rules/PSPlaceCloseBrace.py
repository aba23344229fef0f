"""A closing brace does not stand where the others do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.layout import Layout, layout
from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule

RULE = Rule(WARNING, enabled=False, fixes=True, options={"NoEmptyLineBefore": False, "IgnoreOneLineBlock": True, "NewLineAfter": True})

_BRANCHES: Final = frozenset({"Else", "ElseIf", "Catch", "Finally"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    where = context.shared(layout)
    left_alone = where.of_values | (where.one_line if options["IgnoreOneLineBlock"] else frozenset())
    for close, opening in where.pairs.items():
        if options["NoEmptyLineBefore"]:
            yield from _after_empty_line(context, where, close, opening)
        if context.tokens[close].start in left_alone:
            continue
        yield from _behind_something(context, where, close, opening)
        if options["NewLineAfter"]:
            yield from _before_branch(context, where, close)
        else:
            yield from _apart_from_branch(context, close)


def _after_empty_line(context: Context, where: Layout, close: int, opening: int) -> Iterator[Hit]:
    tokens = context.tokens
    if close < 2 or tokens[close - 1].kind != "NewLine" or tokens[close - 2].kind != "NewLine":
        return
    brace, line_end = tokens[close], tokens[close - 2]
    text = context.source(line_end) + _indentation(context, where, opening) + "}"
    yield Hit(brace, "An empty line stands before this brace.", edits=(Edit(line_end.start, brace.end, text, "Remove the empty line"),))


def _indentation(context: Context, where: Layout, opening: int) -> str:
    """As far as the first token on the opening brace's line; the very first token of a script is never that, in PSScriptAnalyzer's eyes."""
    tokens = context.tokens
    first = opening
    while first > 1 and where.same_line(tokens[first - 1].start, tokens[opening].start):
        first -= 1
    return " " * where.column(tokens[first].start)


def _behind_something(context: Context, where: Layout, close: int, opening: int) -> Iterator[Hit]:
    tokens = context.tokens
    if close - 1 == opening or tokens[close - 1].kind == "NewLine":
        return
    brace = tokens[close]
    edit = Edit(brace.start, brace.end, "\n" + _indentation(context, where, opening) + "}", "Move it to a line of its own")
    yield Hit(brace, "This brace stands behind other things on its line.", edits=(edit,))


def _before_branch(context: Context, where: Layout, close: int) -> Iterator[Hit]:
    tokens = context.tokens
    if close + 1 < len(tokens) and tokens[close + 1].kind in _BRANCHES:
        brace = tokens[close]
        yield Hit(brace, "The next branch begins on the line of this brace.", edits=(Edit(brace.start, brace.end, "}\n", "Break the line"),))


def _apart_from_branch(context: Context, close: int) -> Iterator[Hit]:
    tokens = context.tokens
    if close + 2 < len(tokens) and tokens[close + 1].kind == "NewLine" and tokens[close + 2].kind in _BRANCHES:
        brace, branch = tokens[close], tokens[close + 2]
        edit = Edit(brace.start, branch.end, "} " + context.source(branch), "Join the lines")
        yield Hit(brace, "The next branch begins on a line of its own.", edits=(edit,))
