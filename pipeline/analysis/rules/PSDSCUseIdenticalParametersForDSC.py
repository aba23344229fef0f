"""Two functions of a resource take different parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.dsc import functions_of, schema_of
from pipeline.analysis.rule import ERROR, Context, Hit, Options, Rule
from pipeline.powershell.nodes import FunctionDefinitionAst
from pipeline.powershell.parameters import parameters
from pipeline.powershell.types import namespaces_of

RULE = Rule(ERROR, needs_neighbours=True)

_COMPARED: Final = 2


def check(context: Context, options: Options) -> Iterator[Hit]:
    """PSScriptAnalyzer compares only if a module has two of the three functions: with all three it finds nothing."""
    if not context.shared(schema_of):
        return
    functions = sorted(context.shared(functions_of).values(), key=lambda function: function.start)
    if len(functions) != _COMPARED:
        return
    first, second = functions
    different = _types(first, context).items() ^ _types(second, context).items()
    if different:
        names = ", ".join(sorted({name for name, _ in different}))
        yield Hit(first, f"{first.name} and {second.name} are called with the same values, but differ in {names}.")


def _types(function: FunctionDefinitionAst, context: Context) -> dict[str, str]:
    return {parameter.name.lower(): parameter.type for parameter in parameters(function, namespaces_of(context.script))}
