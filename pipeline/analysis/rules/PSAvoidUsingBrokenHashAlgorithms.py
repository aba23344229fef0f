"""A hash is computed by an algorithm that has been broken."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.arguments import argument_of, constant, parameters_named
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING)

_BROKEN = frozenset({"md5", "sha1"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    for command, parameter in parameters_named(context, "algorithm"):
        algorithm = constant(argument_of(command, parameter))
        if algorithm is not None and algorithm.lower() in _BROKEN:
            yield Hit(command, f"{algorithm} is broken: two different contents with the same hash can be made.", command.command_name() or "")
