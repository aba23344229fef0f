"""A catch or finally follows no try, so that it is taken for a command."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import StringConstantExpressionAst

RULE = Rule(WARNING, enabled=False)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for command in context.commands_named("catch", "finally"):
        name = command.command_elements[0]
        if isinstance(name, StringConstantExpressionAst) and name.string_constant_type == "BareWord":
            yield Hit(name, f"This {name.value} belongs to no try: it is run as a command of that name, and the errors go their way.", name.value)
