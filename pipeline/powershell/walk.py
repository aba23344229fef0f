"""Ways through a tree: parents, one pass over all nodes, and one pass for many listeners. None of them recurses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TypeVar

from .nodes import Ast, children

Node = TypeVar("Node", bound=Ast)
Listener = Callable[[Ast], None]


def walk(root: Ast) -> Iterator[Ast]:
    """Every node from `root` down, a node before its children."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        if node._fields:
            below = children(node)
            below.reverse()
            stack += below


def link_parents(root: Ast) -> None:
    """Give every node below `root` its `parent`, and `root` None."""
    root.parent = None
    stack = [root]
    while stack:
        node = stack.pop()
        for child in children(node):
            child.parent = node
            if child._fields:
                stack.append(child)


def index_nodes(root: Ast) -> dict[type[Ast], list[Ast]]:
    """The nodes from `root` down by their exact class, each list in the order of `walk`; links parents on the way."""
    found: defaultdict[type[Ast], list[Ast]] = defaultdict(list)
    root.parent = None
    stack = [root]
    pop = stack.pop
    while stack:
        node = pop()
        found[node.__class__].append(node)
        fields = node._fields
        if not fields:
            continue
        # `children` written out: a call here would cost half as much again as the whole walk.
        below: list[Ast] = []
        for field in fields:
            value = getattr(node, field)
            if value is None:
                continue
            if value.__class__ is not list:
                below.append(value)
            elif value:
                if value[0].__class__ is tuple:
                    for items in value:
                        below += items
                else:
                    below += value
        for child in below:
            child.parent = node
        below.reverse()
        stack += below
    return found


def find_all(root: Ast, *classes: type[Node]) -> Iterator[Node]:
    """Every node that is one of the classes, derived ones included, in the order of `walk`."""
    for node in walk(root):
        if isinstance(node, classes):
            yield node


def ancestors(node: Ast) -> Iterator[Ast]:
    """The nodes around `node`, the nearest first; parents must be linked."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


class Visitor:
    """Many listeners, one walk: each node is looked up once by its class."""

    def __init__(self) -> None:
        self._listeners: dict[type[Ast], list[Listener]] = {}

    def listen(self, listener: Callable[[Node], None], *classes: type[Node]) -> None:
        """Call `listener` for every node of exactly these classes."""
        for cls in classes:
            self._listeners.setdefault(cls, []).append(listener)  # type: ignore[arg-type]

    def visit(self, root: Ast) -> None:
        """Walk the tree once and tell each listener what it listens for."""
        listeners = self._listeners
        for node in walk(root):
            for listener in listeners.get(node.__class__, ()):
                listener(node)
