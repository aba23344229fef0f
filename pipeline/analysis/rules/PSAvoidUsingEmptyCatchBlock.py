"""An error is caught and thrown away."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import CatchClauseAst

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for clause in context.nodes(CatchClauseAst):
        if not clause.body.statements:
            yield Hit(clause, "The catch block is empty: whatever goes wrong above it goes unnoticed.")
