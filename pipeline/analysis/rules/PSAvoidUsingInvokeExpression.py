"""A string is run as a script."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.arguments import names_of
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for command in context.commands_named(*names_of("Invoke-Expression")):
        yield Hit(command, "Invoke-Expression runs whatever text it is given: who controls the text controls the machine.")
