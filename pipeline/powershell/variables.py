"""Where variables are written and read, scope by scope."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from .binding import Binding
from .commands import Commands
from .nodes import (
    ArrayExpressionAst,
    ArrayLiteralAst,
    AssignmentStatementAst,
    Ast,
    AttributedExpressionAst,
    CommandAst,
    CommandExpressionAst,
    ConvertExpressionAst,
    DataStatementAst,
    ForEachStatementAst,
    FunctionDefinitionAst,
    FunctionMemberAst,
    ParameterAst,
    ParenExpressionAst,
    PipelineAst,
    ScriptBlockAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    TypeName,
    UnaryExpressionAst,
    UsingExpressionAst,
    VariableExpressionAst,
)
from .script import Script

READ = "Read"
NAMED_READ = "NamedRead"
_PLAIN = frozenset({"Equals", "Foreach", "Parameter", "Data", "Named"})
_SCOPES = frozenset({"global", "script", "local", "private", "using", "workflow"})
_STEPS = frozenset({"PlusPlus", "MinusMinus", "PostfixPlusPlus", "PostfixMinusMinus"})
_NAME_PARAMETERS = frozenset({
    "OutVariable", "ErrorVariable", "WarningVariable", "InformationVariable", "PipelineVariable", "SessionVariable", "ResponseHeadersVariable",
    "StatusCodeVariable", "BindingVariable",
})
"""Parameters whose value is the name of a variable that the command writes."""

_NAMING_COMMANDS = {
    "set-variable": ("Name", "Named"), "new-variable": ("Name", "Named"), "clear-variable": ("Name", "Named"), "tee-object": ("Variable", "Named"),
    "get-variable": ("Name", NAMED_READ), "remove-variable": ("Name", NAMED_READ),
}
"""Commands that are about variables, and their parameter that takes names."""

Node = TypeVar("Node", bound=Ast)


class Access(NamedTuple):
    """One use of a variable: `name` in lower case without its scope; `scope` is `global`, `script`, `using`, `env`..., else None.

    `kind`: `Read`; an assignment's token kind (`Equals`, `PlusEquals`...), `Increment`, `Foreach`, `Parameter`, `Ref` (`[ref]$x`), `Data`;
    `Named` and `NamedRead` for commands that are told the name. `at` is the variable, or the string that names it.
    """

    name: str
    scope: str | None
    kind: str
    at: Ast

    @property
    def writes(self) -> bool:
        return self.kind not in {READ, NAMED_READ}

    @property
    def reads(self) -> bool:
        """Whether the old value matters: `$x += 1` writes and reads."""
        return self.kind not in _PLAIN


@dataclass(slots=True, eq=False)
class Scope:
    """What stands between the braces of a function, a method or a script block, or the script itself; nested ones are scopes of their own.

    `owner` is the function definition, None for the script and for a mere `{ }`.
    """

    block: ScriptBlockAst
    parent: Scope | None
    owner: FunctionDefinitionAst | None
    accesses: list[Access] = field(default_factory=list)
    children: list[Scope] = field(default_factory=list)

    @property
    def is_method(self) -> bool:
        return self.owner is not None and isinstance(self.owner.parent, FunctionMemberAst)

    def writes(self) -> Iterator[Access]:
        """Where this scope itself writes."""
        return (access for access in self.accesses if access.writes)

    def reads(self) -> Iterator[Access]:
        """Where this scope itself reads."""
        return (access for access in self.accesses if access.reads)

    def below(self) -> Iterator[Scope]:
        """This scope and all that are nested in it."""
        stack = [self]
        while stack:
            scope = stack.pop()
            yield scope
            stack += reversed(scope.children)


class Scopes:
    """All scopes of a script, the script's own first; accesses are in the order of the text."""

    def __init__(self, script: Script, commands: Commands | None = None) -> None:
        self._script = script
        self._commands = commands or Commands(script)
        self.all: list[Scope] = []
        self._begins: list[int] = []
        self._inner: list[Scope] = []
        self._nest()
        self.script = self.all[0]
        written = self._written()
        for variable in self._nodes(VariableExpressionAst):
            scope, name = split(variable.user_path)
            if isinstance(variable.parent, UsingExpressionAst):
                scope = "using"
            self._note(Access(name, scope, written.get(variable) or ("Ref" if _is_reference(variable) else READ), variable))
        for data in self._nodes(DataStatementAst):
            if data.variable:
                self._note(Access(data.variable.lower(), None, "Data", data))
        for command in self._nodes(CommandAst):
            for access in self._named(command):
                self._note(access)
        for found in self.all:
            found.accesses.sort(key=lambda access: access.at.start)

    def scope_of(self, node: Ast) -> Scope:
        """The scope that a node stands in. A parameter in round brackets behind a function's name belongs to the function."""
        return self._inner[max(bisect_right(self._begins, node.start) - 1, 0)]

    def _nodes(self, cls: type[Node]) -> list[Node]:
        return self._script.nodes.get(cls, [])  # type: ignore[return-value]

    def _note(self, access: Access) -> None:
        self.scope_of(access.at).accesses.append(access)

    def _nest(self) -> None:
        """Find which scope holds from which offset on: blocks nest, so one pass over their ends will do, however deep the tree is."""
        open_: list[tuple[int, Scope]] = []
        for block in self._nodes(ScriptBlockAst):
            owner = block.parent if isinstance(block.parent, FunctionDefinitionAst) else None
            outside = owner or block
            self._close(open_, outside.start)
            scope = Scope(block, open_[-1][1] if open_ else None, owner)
            if scope.parent:
                scope.parent.children.append(scope)
            self.all.append(scope)
            open_.append((outside.end, scope))
            self._switch(outside.start, scope)
        self._close(open_, len(self._script.text) + 1)

    def _close(self, open_: list[tuple[int, Scope]], offset: int) -> None:
        """End the scopes that end before here; the script's own never does."""
        while len(open_) > 1 and open_[-1][0] <= offset:
            end, _ = open_.pop()
            self._switch(end, open_[-1][1])

    def _switch(self, offset: int, scope: Scope) -> None:
        self._begins.append(max(offset, self._begins[-1] if self._begins else 0))
        self._inner.append(scope)

    def _written(self) -> dict[Ast, str]:
        """The variables that are written where they stand, and how."""
        kinds: dict[Ast, str] = {}
        for assignment in self._nodes(AssignmentStatementAst):
            kinds.update((variable, assignment.operator) for variable in targets(assignment.left))
        for unary in self._nodes(UnaryExpressionAst):
            if unary.token_kind in _STEPS:
                kinds.update((variable, "Increment") for variable in targets(unary.child))
        kinds.update((loop.variable, "Foreach") for loop in self._nodes(ForEachStatementAst))
        kinds.update((parameter.name, "Parameter") for parameter in self._nodes(ParameterAst))
        return kinds

    def _named(self, command: CommandAst) -> Iterator[Access]:
        """The variables that a command is told by name."""
        binding = self._commands.binding(command)
        if binding is None:
            return
        parameter, kind = _NAMING_COMMANDS.get(binding.command.name.lower(), (None, READ))
        for name, bound in binding.bound.items():
            if name in _NAME_PARAMETERS or name == parameter:
                for text in _strings(bound.value):
                    scope, variable = split(text.value.removeprefix("+"))
                    yield Access(variable, scope or _told_scope(binding), kind if name == parameter else "Named", text)


def split(user_path: str) -> tuple[str | None, str]:
    """Scope or drive, and name, both in lower case: `script:Count` -> (`script`, `count`)."""
    before, colon, after = user_path.lower().partition(":")
    return (before, after) if colon else (None, before)


def is_drive(scope: str | None) -> bool:
    """Whether what stands before a colon is a drive (`env`, `function`, `hklm`...) and no scope."""
    return scope is not None and scope not in _SCOPES


def targets(left: Ast) -> Iterator[VariableExpressionAst]:
    """The variables that an assignment to `left` writes: through casts, attributes, brackets and lists, not through members and indexes."""
    stack: list[Ast] = [left]
    while stack:
        node = stack.pop()
        if isinstance(node, VariableExpressionAst):
            yield node
        elif isinstance(node, AttributedExpressionAst):
            stack.append(node.child)
        elif isinstance(node, ArrayLiteralAst):
            stack += reversed(node.elements)
        elif isinstance(node, (ParenExpressionAst, ArrayExpressionAst, StatementBlockAst, PipelineAst, CommandExpressionAst)):
            stack += _only(node)


def _only(node: Ast) -> list[Ast]:
    """What brackets hold, if it is nothing but an expression."""
    if isinstance(node, ParenExpressionAst):
        return [node.pipeline]
    if isinstance(node, ArrayExpressionAst):
        return [node.sub_expression]
    if isinstance(node, CommandExpressionAst):
        return [node.expression]
    if isinstance(node, PipelineAst):
        return list(node.pipeline_elements) if len(node.pipeline_elements) == 1 else []
    assert isinstance(node, StatementBlockAst)  # noqa: S101 - the caller's list
    return list(node.statements) if len(node.statements) == 1 else []


def _is_reference(variable: VariableExpressionAst) -> bool:
    """`[ref]$x`."""
    cast = variable.parent
    if not isinstance(cast, ConvertExpressionAst) or not isinstance(cast.attribute, TypeConstraintAst):
        return False
    name = cast.attribute.type_name
    return isinstance(name, TypeName) and name.name.lower() in {"ref", "psreference", "system.management.automation.psreference"}


def _strings(value: Ast | None) -> list[StringConstantExpressionAst]:
    if isinstance(value, ArrayLiteralAst):
        return [element for element in value.elements if isinstance(element, StringConstantExpressionAst)]
    return [value] if isinstance(value, StringConstantExpressionAst) else []


def _told_scope(binding: Binding) -> str | None:
    """What `-Scope` says in words; a number counts outwards from the scope, and is not followed."""
    value = binding.value("Scope")
    return value.value.lower() if isinstance(value, StringConstantExpressionAst) else None


