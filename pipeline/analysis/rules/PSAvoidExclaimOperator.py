"""`!` stands where `-not` says the same in a word."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule
from pipeline.powershell.nodes import UnaryExpressionAst

RULE = Rule(WARNING, enabled=False, fixes=True)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for unary in context.nodes(UnaryExpressionAst):
        if unary.token_kind == "Exclaim":
            word = "-not" if context.text[unary.start + 1:unary.start + 2].isspace() else "-not "
            yield Hit(unary, "Write -not: a single ! is easily overlooked.", edits=(Edit(unary.start, unary.start + 1, word, "Write -not"),))
