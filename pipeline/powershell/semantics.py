"""A script's functions and commands with what they mean, as plain data for machines: `psscript parse --semantics`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .binding import Bound, bind
from .commands import Commands, is_piped
from .help import CommentHelp, HelpReader
from .nodes import CommandAst, FunctionDefinitionAst, ScriptBlockAst
from .parameters import Parameter, parameters
from .provider_parameters import reachable
from .script import Script
from .types import namespaces_of


def describe(script: Script, commands: Commands | None = None) -> dict[str, Any]:
    """`functions`: the script itself first, with the name null; `commands`: [name, start, [[parameter, start, end]...], number of errors].

    A switch without a value has -1 for start and end; a command that is not known binds nothing. `commands` are the script's, where they are
    there already.
    """
    namespaces = namespaces_of(script)
    reader = HelpReader(script)
    functions = [_function(None, 0, reader.script_help(), script.root, namespaces)]
    functions += [_function(f.name, f.start, reader.function_help(f), f, namespaces) for f in _nodes(script, FunctionDefinitionAst)]
    commands = commands or Commands(script)
    return {
        "functions": functions,
        "commands": [_command(c, name, commands, script) for c in _nodes(script, CommandAst) if (name := c.command_name()) is not None],
    }


def _nodes(script: Script, cls: type) -> Iterable[Any]:
    return script.nodes.get(cls, ())


def _function(
    name: str | None, start: int, help_: CommentHelp | None, where: FunctionDefinitionAst | ScriptBlockAst, namespaces: tuple[str, ...],
) -> dict[str, Any]:
    return {"name": name, "start": start, "help": _help(help_), "parameters": [_parameter(p) for p in parameters(where, namespaces)]}


def _help(help_: CommentHelp | None) -> dict[str, Any] | None:
    if help_ is None:
        return None
    return {
        "synopsis": help_.synopsis, "description": help_.description, "notes": help_.notes, "parameters": help_.parameters,
        "examples": help_.examples, "links": help_.links,
    }


def _parameter(p: Parameter) -> dict[str, Any]:
    return {
        "name": p.name, "type": p.type, "mandatory": p.mandatory, "position": p.position, "pipeline": p.from_pipeline,
        "by_name": p.by_property_name, "aliases": list(p.aliases), "set": _set(p),
        "default": [p.default.start, p.default.end] if p.default else None,
    }


def _command(node: CommandAst, name: str, commands: Commands, script: Script) -> list[Any]:
    binding = commands.binding(node)
    if binding is None:
        return [name, node.start, [], 0]
    known = reachable(node, binding.command, script)
    if known is not binding.command:
        binding = bind(node, known, piped=is_piped(node))
    rows = [_bound(parameter, bound) for parameter, bound in binding.bound.items() if _counts(bound)]
    if len(rows) > 1:
        rows.sort(key=lambda row: str(row[0]).lower())
    return [name, node.start, rows, len(binding.errors)]


def _counts(bound: Bound) -> bool:
    """A parameter without a value binds nothing, unless it is a switch, and a switch set to `$false` is as if it were not there."""
    if bound.parameter.is_switch:
        return not bound.is_switched_off
    return bound.value is not None


def _bound(name: str, bound: Bound) -> list[Any]:
    return [name, bound.value.start, bound.value.end] if bound.value else [name, -1, -1]


def _set(p: Parameter) -> list[str] | None:
    """ValidateSet's values; `?` stands for one that is worked out when the script runs."""
    return None if p.valid_values is None else ["?" if value is None else value for value in p.valid_values]
