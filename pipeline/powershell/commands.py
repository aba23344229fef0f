"""Which command a name stands for: the script's own functions and aliases before PowerShell's, as PowerShell looks for them."""

from __future__ import annotations

from collections.abc import Mapping

from . import tables
from .binding import Binding, bind
from .nodes import (
    Ast,
    CommandAst,
    CommandParameterAst,
    FunctionDefinitionAst,
    FunctionMemberAst,
    PipelineAst,
    StringConstantExpressionAst,
)
from .parameters import (
    Parameter,
    argument,
    block_attributes,
    is_set,
    parameters,
    strings,
)
from .script import Script
from .tables import ALL_SETS, NAMED_ONLY, SWITCH, CommandInfo, ParameterInfo
from .types import namespaces_of

_ALIAS_MAKERS = frozenset({"set-alias", "new-alias", "sal", "nal"})
_ALIAS_HOPS = 5
"""PowerShell gives up on a chain of aliases that is longer."""
_PAGING = (("First", "System.UInt64"), ("Skip", "System.UInt64"), ("IncludeTotalCount", SWITCH))


class Commands:
    """The commands of one script: what each name stands for, and which parameters its arguments bind to."""

    def __init__(self, script: Script) -> None:
        self._namespaces = namespaces_of(script)
        self._nodes = script.nodes
        self._infos: dict[str, CommandInfo | None] = {}
        self._bindings: dict[CommandAst, Binding | None] = {}
        self.functions: Mapping[str, FunctionDefinitionAst] = {
            f.name.lower(): f for f in self._functions() if not isinstance(f.parent, FunctionMemberAst)
        }
        self.aliases: Mapping[str, str] = {name.lower(): target for name, target in self._own_aliases()}

    def name(self, command: CommandAst) -> str | None:
        """The proper name of the command that is called, aliases and module prefix resolved; as written where nothing is known of it."""
        written = command.command_name()
        if written is None:
            return None
        info = self.info(written)
        return info.name if info else tables.alias(written) or written

    def info(self, name: str) -> CommandInfo | None:
        """What is known of the command that a name stands for: a function of the script, or a command of PowerShell or Windows."""
        key = name.lower()
        if key not in self._infos:
            self._infos[key] = self._find(key)
        return self._infos[key]

    def binding(self, command: CommandAst) -> Binding | None:
        """Which parameters its arguments bind to; None where the command is not known."""
        if command not in self._bindings:
            written = command.command_name()
            info = self.info(written) if written else None
            self._bindings[command] = bind(command, info, piped=is_piped(command)) if info else None
        return self._bindings[command]

    def _find(self, key: str) -> CommandInfo | None:
        for _ in range(_ALIAS_HOPS):
            if key not in self.aliases:
                break
            key = self.aliases[key].lower()
        if key in self.functions:
            return function_info(self.functions[key], self._namespaces)
        return session_command(key)

    def _functions(self) -> list[FunctionDefinitionAst]:
        return self._nodes.get(FunctionDefinitionAst, [])  # type: ignore[return-value]

    def _own_aliases(self) -> list[tuple[str, str]]:
        """Aliases of `[Alias()]` above a function's `param`, and of Set-Alias and New-Alias with plain words."""
        found = [(name, f.name) for f in self._functions() for a in block_attributes(f, "Alias") for name in strings(a)]
        for command in self._nodes.get(CommandAst, ()):
            assert isinstance(command, CommandAst)  # noqa: S101 - tells the type checker what the index says
            if (command.command_name() or "").lower() in _ALIAS_MAKERS:
                made = _made_alias(command)
                if made:
                    found.append(made)
        return found


def is_piped(command: Ast) -> bool:
    """Whether something is piped into a command; its parent must be linked."""
    pipeline = command.parent
    return isinstance(pipeline, PipelineAst) and pipeline.pipeline_elements[0] is not command


def session_command(name: str) -> CommandInfo | None:
    """What a fresh session knows by a name: an alias, a command, one with its module before it, or a noun whose `Get-` is left out."""
    target = tables.alias(name) or name
    found = tables.any_command(target)
    if found:
        return found
    module, slash, bare = target.rpartition("\\")
    if slash:
        found = tables.any_command(bare)
        return found if found and module.lower().rpartition("\\")[2] == found.module.lower() else None
    return None if "-" in target or not target else tables.any_command("Get-" + target)


def function_info(function: FunctionDefinitionAst, namespaces: tuple[str, ...] = ()) -> CommandInfo:
    """A function as a command: with the parameters that `CmdletBinding` adds, and positions where PowerShell gives them by itself."""
    declared = parameters(function, namespaces)
    bindings = block_attributes(function, "CmdletBinding")
    advanced = bool(bindings) or any(p.attributed for p in declared)
    positional = all(is_set(b, "PositionalBinding", default=True) for b in bindings)
    infos = {p.name: p for p in _positioned(declared, automatic=positional)}
    extra = [*tables.should_process_parameters().values()] if any(is_set(b, "SupportsShouldProcess") for b in bindings) else []
    if any(is_set(b, "SupportsPaging") for b in bindings):
        extra += [ParameterInfo(name, kind, (), {ALL_SETS: NAMED_ONLY}) for name, kind in _PAGING]
    default = next((value.value for b in bindings if isinstance(value := argument(b, "DefaultParameterSetName"), StringConstantExpressionAst)), None)
    kind = "Filter" if function.is_filter else "Function"
    return CommandInfo(function.name, "", kind, default, (), {p.name: p for p in extra} | infos, tables.common_parameters() if advanced else {})


def _positioned(declared: list[Parameter], *, automatic: bool) -> list[ParameterInfo]:
    """The parameters; those that are no switches are numbered in order, unless any of them names a position or a set itself."""
    explicit = any(name != ALL_SETS or role.position is not None for p in declared for name, role in p.roles.items())
    infos, position = [], 0
    for p in declared:
        roles = p.roles
        if automatic and not explicit and not p.is_switch:
            roles = {ALL_SETS: p.roles[ALL_SETS]._replace(position=position)}
            position += 1
        infos.append(ParameterInfo(p.name, p.type, p.aliases, roles))
    return infos


def _made_alias(command: CommandAst) -> tuple[str, str] | None:
    """The alias and its target of `Set-Alias x y`, in either order of its named parameters."""
    words: dict[str, str] = {}
    pending: str | None = None
    for element in command.command_elements[1:]:
        value: object = element
        if isinstance(element, CommandParameterAst):
            pending = next((name for name in ("name", "value") if name.startswith(element.parameter_name.lower())), "")
            value = element.argument
            if value is None:
                continue
        key = next((name for name in ("name", "value") if name not in words), "") if pending is None else pending
        if key and isinstance(value, StringConstantExpressionAst):
            words[key] = value.value
        pending = None
    return (words["name"], words["value"]) if len(words) == 2 else None
