"""The name of a computer stands in the script."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.arguments import argument_of, constant, parameters_named
from pipeline.analysis.rule import ERROR, Context, Hit, Options, Rule

RULE = Rule(ERROR)

_THIS_COMPUTER = frozenset({"localhost", ".", "::1", "127.0.0.1"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    for command, parameter in parameters_named(context, "computername"):
        computer = constant(argument_of(command, parameter))
        if computer is not None and computer.lower() not in _THIS_COMPUTER:
            yield Hit(command, "A computer's name is written into the script: everybody who gets it learns the name.", command.command_name() or "")
