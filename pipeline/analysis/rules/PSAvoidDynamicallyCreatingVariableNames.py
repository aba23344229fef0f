"""The name of a variable is put together while the script runs."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.arguments import names_of
from pipeline.analysis.rule import INFORMATION, Context, Hit, Options, Rule
from pipeline.powershell.nodes import ExpandableStringExpressionAst, StringConstantExpressionAst

RULE = Rule(INFORMATION, enabled=False)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for command in context.commands_named(*names_of("New-Variable")):
        binding = context.commands.binding(command)
        name = binding.value("Name") if binding else None
        if name is not None and not isinstance(name, StringConstantExpressionAst):
            shown = name.value if isinstance(name, ExpandableStringExpressionAst) else context.source(name)
            yield Hit(command, f"Nobody can search for a variable that is called {shown}; a hashtable holds values under any name.", shown)
