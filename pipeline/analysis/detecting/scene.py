"""One text under detection, the script itself or a layer of it, by what detections look for: calls, members, types, strings, lines."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.powershell import nodes as ast
from pipeline.powershell.walk import walk

from .calls import Call, calls
from .flow import origins
from .strings import Strings, Text
from .texts import bare, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.analysis.context import Context

Fact = TypeVar("Fact")


class Scene:
    """`layer` is None for the script itself, else the index of the layer."""

    def __init__(self, context: Context, layer: int | None = None) -> None:
        self.context = context
        self.layer = layer
        self._texts = context.shared(texts)
        self._facts: dict[object, object] = {}

    def shared(self, compute: Callable[[Scene], Fact]) -> Fact:
        """`compute(scene)`, computed once however many detections ask."""
        facts = self._facts
        if compute in facts:
            return facts[compute]  # type: ignore[return-value]
        facts[compute] = fact = compute(self)
        return fact

    @cached_property
    def _calls(self) -> dict[str, list[Call]]:
        return self.context.shared(calls)

    @cached_property
    def _members(self) -> dict[str, list[ast.MemberExpressionAst]]:
        return _members(self)

    @cached_property
    def _types(self) -> dict[str, list[ast.Ast]]:
        return _types(self)

    @cached_property
    def all_strings(self) -> Strings:
        """The strings, without a pattern that they must match."""
        return Strings([*self.context.nodes(ast.StringConstantExpressionAst), *self.context.nodes(ast.ExpandableStringExpressionAst)])

    # -- what is looked for ----------------------------------------------------------------------------------------------------------

    def calls(self, *names: str) -> list[Call]:
        """Calls of these commands and programs, by proper names in lower case."""
        found = self._calls
        # Most of what is asked for is not there, and that is known at once.
        return [] if found.keys().isdisjoint(names) else [call for name in names for call in found.get(name, ())]

    def members(self, *names: str) -> list[ast.MemberExpressionAst]:
        """Properties and methods of these names (lower case), static or not."""
        found = self._members
        return [] if found.keys().isdisjoint(names) else [node for name in names for node in found.get(name, ())]

    def methods(self, *names: str) -> list[ast.InvokeMemberExpressionAst]:
        """Calls of methods of these names (lower case), static or not."""
        found = self.members(*names)
        return [node for node in found if isinstance(node, ast.InvokeMemberExpressionAst)] if found else []

    def statics(self, kind: str, *names: str) -> list[ast.MemberExpressionAst]:
        """`[kind]::name`, the type in lower case without `System.`."""
        return [node for node in self.members(*names) if node.static and self.type_of(node) == kind]

    def types(self, *names: str) -> list[ast.Ast]:
        """Where these types (lower case, without `System.`) are named, created or cast to."""
        found = self._types
        return [] if found.keys().isdisjoint(names) else [node for name in names for node in found.get(name, ())]

    def com_objects(self, *names: str) -> list[ast.Ast]:
        """Where COM objects of these names (lower case) are created."""
        found = self.shared(_com_objects)
        return [node for name in names for node in found.get(name, ())]

    def strings(self, pattern: re.Pattern[str], *words: str) -> Iterator[tuple[Text, re.Match[str]]]:
        """Strings that hold one of the words (lower case) and in which the pattern is found."""
        return iter(self.all_strings.found(pattern, words))

    def words(self) -> dict[str, dict[str, list[Any]]]:
        """All that there is to be looked for, by the name of what looks for it; strings are left out."""
        return {"calls": self._calls, "members": self._members, "types": self._types, "com_objects": self.shared(_com_objects)}

    # -- what nodes mean -------------------------------------------------------------------------------------------------------------

    def text(self, node: ast.Ast | None) -> str:
        """The text of an expression with HOLE for what is not known."""
        return self._texts.shape(node)

    def source(self, node: ast.Ast) -> str:
        """The node as it is written."""
        return self.context.text[node.start:node.end]

    def origins(self, *nodes: ast.Ast, stop: frozenset[str] = frozenset()) -> list[ast.Ast]:
        """All that the values of these nodes are made of, as far as the script says; what is given to commands in `stop` is left out."""
        return list(origins(self.context, list(nodes), stop))

    @staticmethod
    def type_of(node: ast.MemberExpressionAst) -> str:
        """The type of a static member, in lower case without `System.`; empty for others."""
        return plain_type(node.expression.type_name.name) if isinstance(node.expression, ast.TypeExpressionAst) else ""

    def is_constant(self, node: ast.Ast | None) -> bool:
        """Whether nothing but constants stand in an expression: neither variables nor calls."""
        return node is not None and all(
            not isinstance(each, ast.VariableExpressionAst | ast.CommandAst | ast.MemberExpressionAst)
            or (isinstance(each, ast.VariableExpressionAst) and each.user_path.lower() in ("true", "false", "null"))
            for each in walk(node)
        )


def member_name(node: ast.MemberExpressionAst) -> str:
    """The name in lower case, empty when it is computed."""
    return node.member.value.lower() if isinstance(node.member, ast.StringConstantExpressionAst) else ""


def plain_type(name: str) -> str:
    return name.lower().removeprefix("system.")


def _members(scene: Scene) -> dict[str, list[ast.MemberExpressionAst]]:
    found: dict[str, list[ast.MemberExpressionAst]] = {}
    for cls in (ast.InvokeMemberExpressionAst, ast.MemberExpressionAst):
        for node in scene.context.nodes(cls):
            name = member_name(node)
            if not name and not isinstance(node.member, ast.StringConstantExpressionAst):
                name = scene.text(node.member).lower()
            found.setdefault(name, []).append(node)
    return found


def _types(scene: Scene) -> dict[str, list[ast.Ast]]:
    found: dict[str, list[ast.Ast]] = {}
    for expression in scene.context.nodes(ast.TypeExpressionAst):
        found.setdefault(plain_type(expression.type_name.name), []).append(expression)
    for constraint in scene.context.nodes(ast.TypeConstraintAst):
        found.setdefault(plain_type(constraint.type_name.name), []).append(constraint)
    for call in scene.calls("new-object"):
        name = plain_type(call.text("typename", position=0))
        if name:
            found.setdefault(name, []).append(call.node)
    return found


def _com_objects(scene: Scene) -> dict[str, list[ast.Ast]]:
    found: dict[str, list[ast.Ast]] = {}
    for call in scene.calls("new-object"):
        if call.has("comobject", "com"):
            found.setdefault(call.text("comobject", "com").lower(), []).append(call.node)
    for node in scene.methods("gettypefromprogid", "gettypefromclsid"):
        if node.arguments:
            found.setdefault(scene.text(node.arguments[0]).lower(), []).append(node)
    return found


def first_argument(node: ast.InvokeMemberExpressionAst) -> ast.Ast | None:
    return node.arguments[0] if node.arguments else None


__all__ = ["Call", "Scene", "Text", "bare", "first_argument", "member_name", "plain_type"]
