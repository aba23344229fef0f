"""`#requires` lines: a command of their own inside a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.powershell.nodes import (
    ArrayExpressionAst,
    ArrayLiteralAst,
    CommandAst,
    CommandElementAst,
    CommandParameterAst,
    ConstantExpressionAst,
    ExpressionAst,
    HashtableAst,
    ScriptRequirements,
    StringConstantExpressionAst,
)

from . import commands, constants
from .reader import COMMAND

if TYPE_CHECKING:
    from pipeline.powershell.tokens import Token

    from .reader import Reader

_OPTIONS: Final = ("RunAsAdministrator", "ShellId", "PSSnapin", "PSEdition", "Version", "Assembly", "Modules")
_VERSION: Final = re.compile(r"\d+(\.\d+){0,3}")


def read(r: Reader) -> ScriptRequirements | None:
    """What all the lines ask for together; None when there is none."""
    if not r.requires:
        return None
    found = ScriptRequirements()
    # A line may have been looked at more than once, when the parser went back over it.
    for token in {token.start: token for token in r.requires}.values():
        _line(r, token, found)
    return found


def _line(r: Reader, comment: Token, found: ScriptRequirements) -> None:
    saved = r.pos, r.end, r.tokens, r.ahead, r.mode
    r.pos, r.end, r.tokens, r.ahead, r.mode = comment.start + 1, comment.end, [], None, COMMAND
    command = commands.command(r)
    r.pos, r.end, r.tokens, r.ahead, r.mode = saved
    elements = command.command_elements[1:] if isinstance(command, CommandAst) else []
    at = 0
    while at < len(elements):
        element = elements[at]
        at += 1
        if not isinstance(element, CommandParameterAst):
            r.error("ScriptRequiresInvalidFormat", element.start, element.end)
            continue
        argument: CommandElementAst | None = element.argument
        if _option(element) == "RunAsAdministrator":
            found.is_elevation_required = True
            continue
        if argument is None and at < len(elements):
            argument = elements[at]
            at += 1
        _argument(r, element, argument, found)


def _option(parameter: CommandParameterAst) -> str | None:
    name = parameter.parameter_name.lower()
    return next((option for option in _OPTIONS if option.lower().startswith(name)), None)


def _argument(r: Reader, parameter: CommandParameterAst, argument: CommandElementAst | None, found: ScriptRequirements) -> None:
    option = _option(parameter)
    if argument is None:
        r.error("ParameterRequiresArgument", parameter.start, parameter.end, r.text[parameter.start:parameter.end])
    elif not constants.is_constant(argument):
        r.error("RequiresArgumentMustBeConstant", argument.start, argument.end)
    elif option is None:
        r.error("ScriptRequiresInvalidFormat", parameter.start, parameter.end)
    elif option == "Version":
        text = r.text[argument.start:argument.end].strip("'\"")
        if _VERSION.fullmatch(text):
            found.required_ps_version = text
        else:
            r.error("RequiresVersionInvalid", argument.start, argument.end)
    elif option == "Modules":
        found.required_modules += [_module(one) for one in _items(argument)]
    elif option == "PSEdition":
        found.required_ps_editions += [_text(one) for one in _items(argument)]
    elif option == "Assembly":
        found.required_assemblies += [_text(one) for one in _items(argument)]
    elif option == "ShellId":
        found.required_application_id = _text(argument)


def _items(argument: CommandElementAst) -> list[CommandElementAst]:
    if isinstance(argument, ArrayLiteralAst):
        return list(argument.elements)
    if isinstance(argument, ArrayExpressionAst):
        return [item for part in constants.parts(argument) or [] for item in _items(part)]
    return [argument]


def _module(argument: CommandElementAst) -> dict[str, str]:
    if not isinstance(argument, HashtableAst):
        return {"ModuleName": _text(argument)}
    return {_text(key): _text(_value(value)) for key, value in argument.key_value_pairs}


def _value(statement: object) -> CommandElementAst:
    parts = constants.of_pipeline(statement)
    return parts[0] if parts else ExpressionAst()


def _text(argument: CommandElementAst) -> str:
    return str(argument.value) if isinstance(argument, StringConstantExpressionAst | ConstantExpressionAst) else ""
