"""Which function of a script calls which, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pipeline.powershell.nodes import (
    Ast,
    CommandAst,
    FunctionDefinitionAst,
    FunctionMemberAst,
    InvokeMemberExpressionAst,
    StringConstantExpressionAst,
)
from pipeline.powershell.script import Script
from pipeline.powershell.walk import ancestors

Node = TypeVar("Node", bound=Ast)

_METHOD = "."
"""Stands before the name of a method among the names of commands."""


class CallGraph:
    """Names are in lower case; that of a method has a dot before it: `.shouldprocess`.

    Functions of one name are one: `functions` has the first.

    Calls outside of functions have no caller.
    """

    def __init__(self, script: Script) -> None:
        self._calls: dict[str, set[str]] = {}
        nodes = script.nodes
        self.functions: dict[str, FunctionDefinitionAst] = {}
        for function in _of(nodes, FunctionDefinitionAst):
            if not isinstance(function.parent, FunctionMemberAst):
                self.functions.setdefault(function.name.lower(), function)
        self._around: dict[Ast, str] = {}
        for command in _of(nodes, CommandAst):
            self._note(command, command.command_name() or "")
        for call in _of(nodes, InvokeMemberExpressionAst):
            if isinstance(call.member, StringConstantExpressionAst):
                self._note(call, _METHOD + call.member.value)

    def called_by(self, function: FunctionDefinitionAst) -> frozenset[str]:
        """What a function calls itself, nested functions left out."""
        return frozenset(self._calls.get(function.name.lower(), ()))

    def reached_from(self, function: FunctionDefinitionAst) -> frozenset[str]:
        """What a function calls itself or through other functions of the script."""
        found: set[str] = set()
        new = set(self.called_by(function))
        while new:
            found |= new
            new = {name for caller in new for name in self._calls.get(caller, ())} - found
        return frozenset(found)

    def callers_of(self, function: FunctionDefinitionAst) -> list[FunctionDefinitionAst]:
        """The functions that call it, directly or through others; itself too, if it can be called again from inside."""
        callers: dict[str, set[str]] = {}
        for caller, names in self._calls.items():
            for name in names:
                callers.setdefault(name, set()).add(caller)
        found: set[str] = set()
        new = set(callers.get(function.name.lower(), ()))
        while new:
            found |= new
            new = {above for name in new for above in callers.get(name, ())} - found
        return [self.functions[name] for name in self.functions if name in found]

    def _note(self, call: Ast, name: str) -> None:
        around = self._function_around(call)
        if around is not None and name:
            self._calls.setdefault(around, set()).add(name.lower())

    def _function_around(self, node: Ast) -> str | None:
        passed = []
        found = ""
        for above in ancestors(node):
            if above in self._around:
                found = self._around[above]
                break
            passed.append(above)
            if isinstance(above, FunctionDefinitionAst):
                found = above.name.lower()
                break
        self._around.update((above, found) for above in passed)
        return found or None


def _of(nodes: Mapping[type[Ast], list[Ast]], cls: type[Node]) -> list[Node]:
    return nodes.get(cls, [])  # type: ignore[return-value]
