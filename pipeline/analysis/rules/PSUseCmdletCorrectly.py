"""A command is called without any of the parameters that it cannot do without."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.analysis.shipped import is_switch, shipped
from pipeline.powershell.binding import is_splatted
from pipeline.powershell.commands import is_piped
from pipeline.powershell.nodes import CommandAst, CommandElementAst, CommandParameterAst
from pipeline.powershell.tables import ALL_SETS, CommandInfo

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for name, commands in context.commands_by_name.items():
        info = shipped(name)
        needed = _needed(info) if info is not None and info.kind == "Cmdlet" else frozenset()
        if not needed or info is None:
            continue
        for command in commands:
            if _lacks(command, info, needed):
                names = " or ".join(f"-{parameter}" for parameter in sorted(needed))
                yield Hit(command, f"{info.name} cannot run without {names}.")


@cache
def _needed(info: CommandInfo) -> frozenset[str]:
    """The parameters that are mandatory whichever parameter set is meant."""
    sets = {*info.parameter_sets} or {ALL_SETS}
    return frozenset(p.name for p in info.parameters.values() if p.is_mandatory and (ALL_SETS in p.roles or sets <= p.roles.keys()))


def _lacks(command: CommandAst, info: CommandInfo, needed: frozenset[str]) -> bool:
    if is_piped(command) or any(map(is_splatted, command.command_elements)):
        return False
    before: CommandElementAst | None = None
    for element in command.command_elements[1:]:
        if not isinstance(element, CommandParameterAst):
            if before is None or not isinstance(before, CommandParameterAst) or before.argument is not None or is_switch(before, info):
                return False
        elif any(parameter.name in needed for parameter in info.matching(element.parameter_name)):
            return False
        before = element
    return True
