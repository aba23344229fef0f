"""Variables, aliases, commands and the environment by the commands that read and write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell.tables import aliases, command_names

from .convert import elements, to_text
from .functions import arguments_of
from .outcome import Unknown
from .replace import like
from .values import CustomObject
from .variables import read, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.powershell.nodes import CommandAst

    from .evaluate import Evaluator

_WILD: Final = frozenset("*?[")
WELL_KNOWN: Final = (
    "ConfirmPreference", "ConsoleFileName", "DebugPreference", "Error", "ErrorActionPreference", "ErrorView", "ExecutionContext", "false",
    "FormatEnumerationLimit", "HOME", "Host", "InformationPreference", "input", "MaximumAliasCount", "MaximumDriveCount",
    "MaximumErrorCount", "MaximumFunctionCount", "MaximumHistoryCount", "MaximumVariableCount", "MyInvocation", "NestedPromptLevel",
    "null", "OutputEncoding", "PID", "PROFILE", "ProgressPreference", "PSBoundParameters", "PSCommandPath", "PSCulture",
    "PSDefaultParameterValues", "PSEmailServer", "PSHOME", "PSScriptRoot", "PSSessionApplicationName", "PSSessionConfigurationName",
    "PSSessionOption", "PSUICulture", "PSVersionTable", "PWD", "ShellId", "StackTrace", "true", "VerbosePreference", "WarningPreference",
    "WhatIfPreference",
)
"""The variables of a fresh Windows PowerShell, by the names that scripts cut letters out of."""


def _variable(evaluator: Evaluator, name: str) -> CustomObject:
    try:
        return CustomObject({"Name": name, "Value": read(evaluator, name)}, "System.Management.Automation.PSVariable")
    except Unknown:
        return CustomObject({"Name": name}, "System.Management.Automation.PSVariable")


def _find_variables(evaluator: Evaluator, wanted: str) -> list[object]:
    if not _WILD & set(wanted):
        return [_variable(evaluator, wanted)]
    if not evaluator.desktop:
        raise Unknown("the variables of a session")
    known = [*WELL_KNOWN, *(name for name in evaluator.scope.outermost().values if name not in ("_", "args"))]
    return [_variable(evaluator, name) for name in known if like(name, wanted, ignore_case=True, budget=evaluator.budget)]


def _get_variable(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Get-Variable`."""
    named, positional = arguments_of(evaluator, node, {"name": False, "valueonly": True, "scope": False, "include": False, "exclude": False})
    names = elements(named.get("name", positional[0] if positional else None)) or piped or ["*"]
    found = [each for name in names for each in _find_variables(evaluator, to_text(name).removeprefix("variable:"))]
    if "valueonly" not in named:
        return found
    return [value for each in found for value in elements(_value_of(each))]


def _value_of(entry: object) -> object:
    if not isinstance(entry, CustomObject) or "Value" not in entry.properties:
        raise Unknown("the value of a variable")
    return entry.properties["Value"]


def _set_variable(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Set-Variable` and `New-Variable`."""
    named, positional = arguments_of(evaluator, node, {
        "name": False, "value": False, "scope": False, "option": False, "force": True, "visibility": False, "description": False,
        "passthru": True,
    })
    name = to_text(named["name"] if "name" in named else positional.pop(0) if positional else None)
    value = named["value"] if "value" in named else positional.pop(0) if positional else (piped[-1] if piped else None)
    if not name or "passthru" in named:
        raise Unknown("a variable without a name")
    write(evaluator, name, value)
    return []


def _remove_variable(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    del piped
    named, positional = arguments_of(evaluator, node, {"name": False, "scope": False, "force": True})
    for name in elements(named.get("name", positional[0] if positional else None)):
        evaluator.scope.values.pop(to_text(name).lower(), None)
    return []


def _set_alias(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Set-Alias` and `New-Alias`."""
    del piped
    named, positional = arguments_of(evaluator, node, {
        "name": False, "value": False, "scope": False, "option": False, "force": True, "description": False,
    })
    name = to_text(named["name"] if "name" in named else positional.pop(0) if positional else None)
    value = to_text(named["value"] if "value" in named else positional.pop(0) if positional else None)
    evaluator.scope.aliases[name.lower()] = value
    return []


def _get_alias(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Get-Alias`, by name or pattern."""
    named, positional = arguments_of(evaluator, node, {"name": False, "definition": False, "scope": False})
    if "definition" in named:
        wanted = to_text(named["definition"])
        return [_command(name) for name, target in sorted(aliases().items()) if like(target, wanted, ignore_case=True, budget=evaluator.budget)]
    wanted = to_text(named.get("name", positional[0] if positional else (piped or ["*"])[0]))
    own = {**aliases(), **evaluator.scope.aliases}
    found = [
        CustomObject({"Name": name, "Definition": own[name], "ToString": name}, "System.Management.Automation.AliasInfo")
        for name in sorted(own) if like(name, wanted, ignore_case=True, budget=evaluator.budget)
    ]
    if not found:
        raise Unknown(f"the alias {wanted}")
    return list(found)


def _command(name: str) -> CustomObject:
    return CustomObject({"Name": name, "ToString": name}, "System.Management.Automation.CmdletInfo")


def _get_command(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Get-Command`, by name or pattern."""
    named, positional = arguments_of(evaluator, node, {
        "name": False, "commandtype": False, "module": False, "noun": False, "verb": False, "type": False,
    })
    if "noun" in named or "verb" in named:
        wanted = f"{to_text(named.get('verb', '*'))}-{to_text(named.get('noun', '*'))}"
    else:
        wanted = to_text(named.get("name", positional[0] if positional else (piped or ["*"])[0]))
    if not _WILD & set(wanted):
        return [_command(wanted)]
    found = [_command(name) for name in sorted(command_names()) if like(name, wanted, ignore_case=True, budget=evaluator.budget)]
    if not found:
        raise Unknown(f"the command {wanted}")
    return list(found)


def _item(evaluator: Evaluator, path: str) -> list[object]:
    drive, colon, name = path.partition(":")
    name = name.lstrip("\\/")
    if not colon or drive.lower() not in ("variable", "env", "alias"):
        raise Unknown("a file")
    if drive.lower() == "variable":
        return _find_variables(evaluator, name)
    if drive.lower() == "alias" or _WILD & set(name):
        raise Unknown("an item of a drive")
    return [CustomObject({"Name": name, "Key": name, "Value": read(evaluator, f"env:{name}")}, "System.Collections.DictionaryEntry")]


def _get_item(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Get-Item` and `Get-ChildItem` of variables and the environment."""
    named, positional = arguments_of(evaluator, node, {"path": False, "literalpath": False})
    paths = elements(named.get("path", named.get("literalpath", positional[0] if positional else None))) or piped or []
    return [each for path in paths for each in _item(evaluator, to_text(path))]


def _get_content(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Get-Content variable:name`."""
    return [each for entry in _get_item(evaluator, node, piped) for each in elements(_value_of(entry))]


def _set_item(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Set-Item variable:name value`, and the same with `Set-Content`, `New-Item` and the environment."""
    named, positional = arguments_of(evaluator, node, {"path": False, "literalpath": False, "value": False, "force": True, "name": False})
    path = to_text(named.get("path", named.get("literalpath", positional.pop(0) if positional else None)))
    if "name" in named:
        path = f"{path.rstrip(':').rstrip(chr(92))}:{to_text(named['name'])}"
    value = named["value"] if "value" in named else positional.pop(0) if positional else (piped[-1] if piped else None)
    drive, colon, name = path.partition(":")
    if not colon or drive.lower() not in ("variable", "env"):
        raise Unknown("a file")
    name = name.lstrip("\\/")
    if drive.lower() == "env":
        evaluator.scope.outermost().set(f"env:{name.lower()}", to_text(value))
    else:
        write(evaluator, name, value)
    return []


HANDLERS: Final[dict[str, Callable[[Evaluator, CommandAst, list[object] | None], list[object]]]] = {
    "get-variable": _get_variable, "set-variable": _set_variable, "new-variable": _set_variable, "clear-variable": _remove_variable,
    "remove-variable": _remove_variable, "set-alias": _set_alias, "new-alias": _set_alias, "get-alias": _get_alias,
    "get-command": _get_command, "get-item": _get_item, "get-childitem": _get_item, "get-content": _get_content, "set-item": _set_item,
    "set-content": _set_item, "new-item": _set_item,
}
