"""A variable of the whole session is used."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import VariableExpressionAst
from pipeline.powershell.tables import special_variables

RULE = Rule(WARNING)

_SCOPE = "global:"


def check(context: Context, options: Options) -> Iterator[Hit]:
    if _SCOPE not in context.lower_text:
        return
    special = special_variables()
    for variable in context.nodes(VariableExpressionAst):
        name = variable.user_path
        if name[:7].lower() == _SCOPE and name[7:].lower() not in special:
            yield Hit(variable, f"${name} belongs to the whole session: any other script may read or change it.", name)
