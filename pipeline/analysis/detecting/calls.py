"""Commands as they are called: by their proper names, with their arguments by the names of parameters, splatted ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell import tables

from .flow import definitions, variable_name
from .texts import HOLE, bare, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.context import Context

_DESKTOP_ALIASES: Final = {"wget": "invoke-webrequest", "curl": "invoke-webrequest", "asnp": "add-pssnapin", "gwmi": "get-wmiobject", "iwmi": "invoke-wmimethod",
                           "swmi": "set-wmiinstance", "rwmi": "remove-wmiobject", "inmo": "install-module", "icim": "invoke-cimmethod", "gcim": "get-ciminstance", "ncim": "new-ciminstance", "rcim": "remove-ciminstance",
                           "scim": "set-ciminstance", "algm": "add-localgroupmember", "nlu": "new-localuser", "nsmbs": "new-smbshare", "grsmba": "grant-smbshareaccess"}
"""Aliases that only Windows PowerShell has, and those of modules that come with Windows."""
_SHORTEST: Final = 2
"""Letters of a parameter that is written short on a command nothing is known of."""


class Call:
    """One command: `name` is the proper one in lower case, of a program without its folder and `.exe`."""

    __slots__ = ("_arguments", "_context", "_values", "name", "node")

    def __init__(self, context: Context, node: ast.CommandAst, name: str) -> None:
        self._context = context
        self.node = node
        self.name = name
        self._arguments: dict[str, ast.Ast | None] | None = None
        self._values: list[ast.Ast] = []

    # -- arguments -------------------------------------------------------------------------------------------------------------------

    @property
    def arguments(self) -> dict[str, ast.Ast | None]:
        """Lower-case names of parameters, as far as known the proper ones; None for a switch without a value."""
        if self._arguments is None:
            self._arguments = self._bound()
        return self._arguments

    @property
    def values(self) -> list[ast.Ast]:
        """What stands there without a name."""
        _ = self.arguments
        return self._values

    def given(self, *names: str, position: int | None = None) -> ast.Ast | None:
        """The value of the first of these parameters (lower case) that is given, else what stands at this position."""
        for name in names:
            key = self._key(name)
            if key is not None:
                return self.arguments[key]
        return self.values[position] if position is not None and position < len(self.values) else None

    def has(self, *names: str) -> bool:
        """Whether one of these parameters is given, and not switched off."""
        return any((key := self._key(name)) is not None and not _is_false(self.arguments[key]) for name in names)

    def text(self, *names: str, position: int | None = None) -> str:
        """The text of a parameter, with holes; empty when it is not given."""
        return self._context.shared(texts).shape(self.given(*names, position=position))

    @property
    def words(self) -> list[str]:
        """All arguments as texts, parameters with their dash: what a program would be given."""
        known = self._context.shared(texts)
        found: list[str] = []
        for element in self.node.command_elements[1:]:
            if isinstance(element, ast.CommandParameterAst):
                found.append(f"-{element.parameter_name}" + (f":{known.shape(element.argument)}" if element.argument else ""))
            elif isinstance(element, ast.VariableExpressionAst) and element.splatted:
                for name, value in splatted(self._context, element).items():
                    found += [f"-{name}", known.shape(value)]
            else:
                found.append(known.shape(element))
        return found

    @property
    def piped(self) -> list[ast.Ast]:
        """What stands before the command in its pipeline."""
        pipeline = self.node.parent
        if not isinstance(pipeline, ast.PipelineAst):
            return []
        elements: list[ast.Ast] = list(pipeline.pipeline_elements)
        return elements[:elements.index(self.node)]

    @property
    def following(self) -> list[ast.Ast]:
        """What stands behind the command in its pipeline."""
        pipeline = self.node.parent
        if not isinstance(pipeline, ast.PipelineAst):
            return []
        elements: list[ast.Ast] = list(pipeline.pipeline_elements)
        return elements[elements.index(self.node) + 1:]

    def _key(self, name: str) -> str | None:
        arguments = self.arguments
        if name in arguments:
            return name
        return next((key for key in arguments if len(key) >= _SHORTEST and name.startswith(key)), None)

    def _bound(self) -> dict[str, ast.Ast | None]:
        arguments = self._written()
        binding = self._context.commands.binding(self.node)
        if binding is not None:
            for name, bound in binding.bound.items():
                if bound.named is not None:
                    arguments.pop(bound.named.parameter_name.lower(), None)
                arguments[name.lower()] = bound.value
        for element in self.node.command_elements[1:]:
            if isinstance(element, ast.VariableExpressionAst) and element.splatted:
                arguments |= splatted(self._context, element)
        return arguments

    def _written(self) -> dict[str, ast.Ast | None]:
        """`-Name value` as it stands there, for commands that nothing is known of."""
        found: dict[str, ast.Ast | None] = {}
        pending: str | None = None
        for element in self.node.command_elements[1:]:
            if isinstance(element, ast.CommandParameterAst):
                pending = element.parameter_name.lower()
                found[pending] = element.argument
                if element.argument is not None:
                    pending = None
            elif isinstance(element, ast.VariableExpressionAst) and element.splatted:
                pending = None
            elif pending is not None:
                found[pending] = element
                pending = None
            else:
                self._values.append(element)
        return found


def splatted(context: Context, variable: ast.VariableExpressionAst) -> dict[str, ast.Ast | None]:
    """The arguments in a table that is splatted, with what is put into it later."""
    defined, name = context.shared(definitions), variable_name(variable)
    found: dict[str, ast.Ast | None] = {}
    for given in defined.get(name, ()):
        table = bare(given)
        if isinstance(table, ast.HashtableAst):
            for key, value in table.key_value_pairs:
                if isinstance(key, ast.StringConstantExpressionAst):
                    found[key.value.lower()] = bare(value)
    for path, values in defined.items():
        if path.startswith(f"{name}."):
            found[path[len(name) + 1:]] = bare(values[-1])
    return found


def calls(context: Context) -> dict[str, list[Call]]:
    """All commands by proper name in lower case; names that are computed from constants are found out."""
    found: dict[str, list[Call]] = {}
    for written, nodes in context.commands_by_name.items():
        name = proper_name(context, written)
        found.setdefault(name, []).extend(Call(context, node, name) for node in nodes)
    for node in context.nodes(ast.CommandAst):
        first = node.command_elements[0]
        if not isinstance(first, ast.StringConstantExpressionAst | ast.ScriptBlockExpressionAst):
            name = context.shared(texts).shape(first)
            if name and HOLE not in name and len(name) < 260:
                name = proper_name(context, name.lower())
                found.setdefault(name, []).append(Call(context, node, name))
    return found


def proper_name(context: Context, written: str) -> str:
    """The command that a name stands for: aliases resolved, module, folder and `.exe` left out."""
    target = context.commands.aliases.get(written) or tables.alias(written) or _DESKTOP_ALIASES.get(written) or written
    return target.lower().replace("/", "\\").rpartition("\\")[2].removesuffix(".exe")


def _is_false(node: ast.Ast | None) -> bool:
    node = bare(node) if node is not None else None
    return (isinstance(node, ast.VariableExpressionAst) and node.user_path.lower() == "false") or (
        isinstance(node, ast.ConstantExpressionAst) and node.value == 0
    )


def calls_among(context: Context, names: frozenset[str]) -> Iterator[Call]:
    """The calls of these, in the order in which their names first come."""
    for name, group in context.shared(calls).items():
        if name in names:
            yield from group
