"""A secret in plain text becomes a secure string."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.arguments import names_of
from pipeline.analysis.rule import ERROR, Context, Hit, Options, Rule
from pipeline.powershell.nodes import CommandAst, CommandParameterAst

RULE = Rule(ERROR)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for command in context.commands_named(*names_of("ConvertTo-SecureString")):
        if _takes_plain_text(command):
            yield Hit(command, "The secret stands in memory, in logs and perhaps in this file as plain text.", command.command_name() or "")


def _takes_plain_text(command: CommandAst) -> bool:
    return any(
        isinstance(element, CommandParameterAst) and "asplaintext".startswith(element.parameter_name.lower()) for element in command.command_elements
    )
