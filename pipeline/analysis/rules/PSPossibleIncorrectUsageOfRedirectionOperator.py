"""A condition writes to a file where it probably should compare."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.conditions import first, if_conditions, in_brackets
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import FileRedirectionAst

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    if not context.nodes(FileRedirectionAst):
        return
    for condition in if_conditions(context):
        redirection = first(condition, FileRedirectionAst)
        if redirection is not None and not in_brackets(context, condition):
            yield Hit(redirection, "'>' writes into a file; to compare two values, write -gt or -ge.")
