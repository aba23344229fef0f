"""What a script does without a command: calls of .NET that read files, reach the network, start programs and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipeline.powershell.nodes import (
    CommandAst,
    ConstantExpressionAst,
    ExpressionAst,
    InvokeMemberExpressionAst,
    StringConstantExpressionAst,
    TypeExpressionAst,
)

from .acts import CHANGES, DELETES, READS, SENDS, STARTS, Act, acts

if TYPE_CHECKING:
    from pipeline.analysis.context import Context

_NETWORK: Final = (
    r"net\.(?:webclient|http\.httpclient|webrequest|httpwebrequest|dns|networkinformation\.ping|sockets\.(?:tcpclient|udpclient|socket|tcplistener)"
    r"|security\.sslstream)"
)
_DATABASE: Final = r"data\.(?:sqlclient\.sqlconnection|oledb\.oledbconnection|odbc\.odbcconnection)"
_CALLS: Final = tuple((re.compile(type_), re.compile(member), area, action) for type_, member, area, action in (
    (_NETWORK, r"new|.*get.*|.*resolve.*|create.*|open.*", "network", READS),
    (_DATABASE, r"new", "network", READS),
    (r"net\.mail\.smtpclient|net\.ftpwebrequest", r"new|create", "network", SENDS),
    (r"io\.(?:file|directory)", r"read.*|open(?:read|text)?|get.*|exists|enumerate.*", "files", READS),
    (r"io\.(?:file|directory)", r"write.*|append.*|create.*|copy|move|replace|set.*|openwrite|encrypt", "files", CHANGES),
    (r"io\.(?:file|directory)", r"delete", "files", DELETES),
    (r"io\.stream(?:reader)", r"new", "files", READS), (r"io\.streamwriter", r"new", "files", CHANGES),
    (r"io\.compression\.zipfile", r"openread", "files", READS),
    (r"io\.compression\.zipfile", r"open|extracttodirectory|createfromdirectory", "files", CHANGES),
    (r"xml\.xmlreader", r"create", "files", READS),
    (r"diagnostics\.process", r"start", "processes", STARTS),
    (r"microsoft\.win32\.registry(?:key)?", r"getvalue|open.*", "registry", READS), (r"microsoft\.win32\.registry", r"setvalue", "registry", CHANGES),
    (r"environment", r"setenvironmentvariable", "system", CHANGES),
    (r"directoryservices\..*", r"new", "accounts", READS),
))
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Deed:
    """A call of .NET, told like a command: `name` is `[type]::member`."""

    node: ExpressionAst | CommandAst
    name: str
    area: str
    action: str
    target: str | None
    constant: bool
    quiet: bool = False
    binding: None = None


def deeds(context: Context) -> list[Act | Deed]:
    """Commands and calls of .NET, in the order of the text. Ask with `context.shared(deeds)`."""
    found: list[Act | Deed] = [*context.shared(acts), *_static(context), *_made(context)]
    return sorted(found, key=lambda each: each.node.start)


def _static(context: Context) -> Iterator[Deed]:
    for node in context.nodes(InvokeMemberExpressionAst):
        if node.static and isinstance(node.expression, TypeExpressionAst) and isinstance(node.member, StringConstantExpressionAst):
            type_ = context.source(node.expression).strip("[]")
            yield from _deed(context, node, type_, str(node.member.value), node.arguments[0] if node.arguments else None)


def _made(context: Context) -> Iterator[Deed]:
    for act in context.shared(acts):
        if act.name.lower() == "new-object" and act.binding is not None:
            type_ = act.binding.value("TypeName")
            if isinstance(type_, StringConstantExpressionAst):
                yield from (replace(deed, name=f"{act.name} {type_.value}") for deed in _deed(context, act.node, type_.value, "new", None))


def _deed(context: Context, node: ExpressionAst | CommandAst, type_: str, member: str, argument: ExpressionAst | None) -> Iterator[Deed]:
    said = _called(type_.lower().removeprefix("system."), member.lower())
    if said is not None:
        constant = isinstance(argument, StringConstantExpressionAst | ConstantExpressionAst)
        target = None if argument is None else str(argument.value) if constant else context.source(argument)  # type: ignore[attr-defined]
        yield Deed(node, f"[{type_}]::{member}", *said, target and target[:_LONGEST], constant)


@lru_cache(maxsize=10_000)
def _called(type_: str, member: str) -> tuple[str, str] | None:
    """The area and the action of a call, both names in lower case: scripts call the same over and over."""
    return next(((area, action) for types, members, area, action in _CALLS if types.fullmatch(type_) and members.fullmatch(member)), None)
