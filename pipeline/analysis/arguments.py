"""What rules about the arguments of commands have in common."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.powershell.nodes import CommandAst, CommandElementAst, CommandParameterAst, ConstantExpressionAst, StringConstantExpressionAst
from pipeline.powershell.tables import aliases_of

from .context import Context


@cache
def names_of(command: str) -> tuple[str, ...]:
    """A command and its aliases in lower case, to be handed to `Context.commands_named`."""
    return (command.lower(), *(alias.lower() for alias in aliases_of(command)))


def parameters_in(context: Context) -> dict[str, list[CommandParameterAst]]:
    """All parameters that any command is given, by lower-case name as written. Ask with `context.shared(parameters_in)`."""
    found: dict[str, list[CommandParameterAst]] = {}
    for parameter in context.nodes(CommandParameterAst):
        found.setdefault(parameter.parameter_name.lower(), []).append(parameter)
    return found


def parameters_named(context: Context, name: str) -> Iterator[tuple[CommandAst, CommandParameterAst]]:
    """Every command that is given a parameter of exactly this name (lower case), once, with the parameter."""
    seen: set[int] = set()
    for parameter in context.shared(parameters_in).get(name, ()):
        command = parameter.parent
        if isinstance(command, CommandAst) and command.start not in seen:
            seen.add(command.start)
            yield command, parameter


def argument_of(command: CommandAst, parameter: CommandParameterAst) -> CommandElementAst | None:
    """What stands behind `-Name:` or is the next element."""
    if parameter.argument is not None:
        return parameter.argument
    return next((element for element in command.command_elements if element.start > parameter.start), None)


def constant(element: CommandElementAst | None) -> str | None:
    """The text of a string or number without anything to expand."""
    return str(element.value) if isinstance(element, StringConstantExpressionAst | ConstantExpressionAst) else None
