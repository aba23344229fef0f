"""Parameters that a provider adds to a command for a path, such as `-Encoding` of Get-Content for files.

PowerShell's static binder sees them only if it can tell the path's provider without running anything: a path that is null at that time
(a variable that nobody has set yet) or on a drive that does not exist has none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from .binding import bind
from .nodes import (
    ArrayLiteralAst,
    Ast,
    CommandAst,
    ConstantExpressionAst,
    IndexExpressionAst,
    MemberExpressionAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from .script import Script
from .tables import CommandInfo

_ADDED = {
    "Get-Content": frozenset({"Delimiter", "Encoding", "Wait", "Raw", "AsByteStream"}),
    "Set-Content": frozenset({"Encoding", "NoNewline", "AsByteStream"}),
    "Add-Content": frozenset({"Encoding", "NoNewline", "AsByteStream"}),
}
_SET_FROM_THE_START = frozenset({"home", "pshome", "profile", "pwd"})


def reachable(command: CommandAst, info: CommandInfo, script: Script) -> CommandInfo:
    """The command without the parameters of a provider, if it cannot be told which provider that is."""
    if info.name not in _ADDED or not info.module:
        return info
    bare = _without_added(info)
    bound = bind(command, bare)
    path = bound.value("Path") or bound.value("LiteralPath")
    return info if path is None or _is_known(path, script) else bare


@cache
def _without_added(info: CommandInfo) -> CommandInfo:
    added = _ADDED[info.name]
    return replace(info, parameters={name: p for name, p in info.parameters.items() if name not in added}, _matched={})


def _is_known(path: Ast, script: Script) -> bool:
    """Whether a path has a value before anything runs, on a drive that there is."""
    match path:
        case ConstantExpressionAst():
            return True
        case StringConstantExpressionAst():
            return ":" not in path.value
        case ArrayLiteralAst():
            return all(_is_known(element, script) for element in path.elements)
        case VariableExpressionAst():
            return path.user_path.lower() in _SET_FROM_THE_START
        case MemberExpressionAst() | IndexExpressionAst():
            root = _root(path)
            return _is_known(root, script) if isinstance(root, VariableExpressionAst) else ":" not in script.source(path)
    return ":" not in script.source(path)  # what would have to be run is taken for a path as it is written


def _root(path: Ast) -> Ast:
    while isinstance(path, (MemberExpressionAst, IndexExpressionAst)):
        path = path.expression if isinstance(path, MemberExpressionAst) else path.target
    return path
