"""A module makes an alias for the whole session."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.arguments import constant, names_of
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    if not context.is_module:
        return
    for command in context.commands_named(*names_of("New-Alias")):
        binding = context.commands.binding(command)
        scope = constant(binding.value("Scope")) if binding else None
        if scope is not None and scope.lower() == "global":
            yield Hit(command, "The alias is made in the global scope, where it may hide one that the user has.")
