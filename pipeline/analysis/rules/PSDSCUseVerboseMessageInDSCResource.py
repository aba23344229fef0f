"""A function of a resource never says what it is doing."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.dsc import functions_of, schema_of
from pipeline.analysis.rule import INFORMATION, Context, Hit, Options, Rule

RULE = Rule(INFORMATION, needs_neighbours=True)


def check(context: Context, options: Options) -> Iterator[Hit]:
    if not context.shared(schema_of):
        return
    told = [command.start for command in context.commands_named("write-verbose")]
    for name, function in context.shared(functions_of).items():
        if not any(function.start < start < function.end for start in told):
            yield Hit(function, f"{name} runs unattended and never calls Write-Verbose: nobody can tell afterwards what it did.")
