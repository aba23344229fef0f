"""Which block a piece of a script belongs to, and which variables a script names: asked for by many rules, found once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TypeVar

from pipeline.powershell.nodes import Ast, FunctionDefinitionAst, ScriptBlockAst, VariableExpressionAst

from .context import Context
from .finding import Spanning

Node = TypeVar("Node", bound=Ast)
_START = attrgetter("start")
Owner = FunctionDefinitionAst | ScriptBlockAst


class Blocks:
    """Where functions and script blocks begin and end. Ask with `context.shared(Blocks)`.

    A node belongs to the innermost of them. What a function owns itself are the parameters in round brackets behind its name: the rest is its body's.
    """

    def __init__(self, context: Context) -> None:
        self._begins: list[int] = []
        self._inner: list[Owner] = []
        owners: list[Owner] = [*context.functions, *context.nodes(ScriptBlockAst)]
        owners.sort(key=lambda owner: (owner.start, -owner.end))
        self._root = context.root
        open_: list[Owner] = [context.root]
        for owner in owners:
            if owner is context.root:
                continue
            self._close(open_, owner.start)
            open_.append(owner)
            self._switch(owner.start, owner)
        self._close(open_, len(context.text) + 1)

    def owner(self, node: Spanning) -> Owner:
        """The block that a node stands in directly, the script itself outside of all others."""
        at = bisect_right(self._begins, node.start)
        return self._inner[at - 1] if at else self._root

    def grouped(self, nodes: Iterable[Node]) -> dict[Owner, list[Node]]:
        """Nodes by the block that they stand in directly."""
        groups: dict[Owner, list[Node]] = {}
        begins, inner = self._begins, self._inner
        for node in nodes:
            at = bisect_right(begins, node.start)
            owner = inner[at - 1] if at else self._root
            if owner in groups:
                groups[owner].append(node)
            else:
                groups[owner] = [node]
        return groups

    def _close(self, open_: list[Owner], offset: int) -> None:
        while len(open_) > 1 and open_[-1].end <= offset:
            end = open_.pop().end
            self._switch(end, open_[-1])

    def _switch(self, offset: int, owner: Owner) -> None:
        self._begins.append(max(offset, self._begins[-1] if self._begins else 0))
        self._inner.append(owner)


def within(nodes: Sequence[Node], what: Spanning) -> Sequence[Node]:
    """Those of nodes in the order of the text that begin inside something."""
    begin = bisect_left(nodes, what.start, key=_START)
    return nodes[begin:bisect_left(nodes, what.end, lo=begin, key=_START)]


def bare_name(variable: VariableExpressionAst) -> str:
    """A variable's name in lower case, without a scope or drive."""
    name = variable.user_path.lower()
    return name.partition(":")[2] if ":" in name else name


def variables(context: Context) -> list[VariableExpressionAst]:
    """Every mention of a variable in the order of the text: in the tree, a loop's condition goes before its body. Ask with `context.shared`."""
    return sorted(context.nodes(VariableExpressionAst), key=_START)


def variables_by_name(context: Context) -> dict[str, list[VariableExpressionAst]]:
    """Every mention of a variable by its bare name, in the order of the text. Ask with `context.shared(variables_by_name)`."""
    found: dict[str, list[VariableExpressionAst]] = {}
    for variable in context.shared(variables):
        name = variable.user_path.lower()
        if ":" in name:
            name = name.partition(":")[2]
        if name in found:
            found[name].append(variable)
        else:
            found[name] = [variable]
    return found
