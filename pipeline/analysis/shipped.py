"""The commands and aliases that come with PowerShell 7 itself: what PSScriptAnalyzer knows of a command wherever it runs."""

from __future__ import annotations

from pipeline.powershell import tables
from pipeline.powershell.nodes import CommandAst, CommandParameterAst
from pipeline.powershell.tables import CommandInfo


def shipped(name: str) -> CommandInfo | None:
    """The command that a name means, an alias and a module before it resolved; None for what only a module or a program has."""
    name = tables.alias(name) or name
    module, slash, bare = name.rpartition("\\")
    found = tables.command(bare if slash else name)
    return found if found and (not slash or module.lower() == found.module.lower()) else None


def surplus(command: CommandAst, info: CommandInfo | None) -> int:
    """How many more arguments than parameters a command has: about as many as stand there by position."""
    count = 0
    for element in command.command_elements[1:]:
        if element.__class__ is not CommandParameterAst:
            count += 1
        elif element.argument is None and not is_switch(element, info):
            count -= 1
    return count


def is_switch(parameter: CommandParameterAst, info: CommandInfo | None) -> bool:
    """Only switches of the command's own count, and only when their name is written out."""
    if info is None or info.kind != "Cmdlet":
        return False
    name = parameter.parameter_name.lower()
    return any(own.is_switch and own.name.lower() == name for own in info.parameters.values())
