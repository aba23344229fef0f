"""A string in double quotes has nothing in it to expand."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import INFORMATION, Context, Edit, Hit, Options, Rule
from pipeline.powershell.nodes import StringConstantExpressionAst

RULE = Rule(INFORMATION, enabled=False, fixes=True)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for string in context.nodes(StringConstantExpressionAst):
        kind = string.string_constant_type
        if kind == "DoubleQuoted":
            forbidden, text = "'", f"'{string.value}'"
        elif kind == "DoubleQuotedHereString":
            forbidden, text = "@'", f"@'\n{string.value}\n'@"
        else:
            continue
        if forbidden not in string.value and context.text.find("`", string.start, string.end) < 0:
            edit = Edit(string.start, string.end, text, "Use single quotes")
            yield Hit(string, "Nothing in this string is expanded: single quotes say so.", edits=(edit,))
