"""Tokens, trees and errors for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .dump import detail, sorted_children
from .nodes import Ast

if TYPE_CHECKING:
    from .script import ParseError, Script
    from .tokens import Token

_EXCERPT = 60


def tokens(script: Script) -> Iterator[str]:
    """A line a token: where, what, and its text."""
    yield from _tokens(script, script.tokens, "")


def _tokens(script: Script, some: list[Token], indent: str) -> Iterator[str]:
    for token in some:
        flags = f" [{token.flags}]" if token.flags else ""
        yield f"{_place(script, token)}  {indent}{token.kind}{flags}  {_excerpt(script.source(token))}"
        if token.nested:
            yield from _tokens(script, token.nested, indent + "  ")


def tree(script: Script) -> Iterator[str]:
    """A line a node, indented by its depth."""
    stack: list[tuple[Ast, int]] = [(script.root, 0)]
    while stack:
        node, level = stack.pop()
        what = detail(node)
        yield f"{_place(script, node)}  {'  ' * level}{node.kind}{f' {what}' if what else ''}  {_excerpt(script.source(node))}"
        below = list(sorted_children(node))
        stack += [(child, level + 1) for child in reversed(below)]


def error(script: Script, problem: ParseError, path: str) -> Iterator[str]:
    """The error, the line it stands in, and a caret under the place."""
    line, column = script.position(problem.start)
    yield f"{path}:{line}:{column}: {problem.id}: {problem.message}"
    begin = script.lines[line - 1]
    end = script.lines[line] if line < len(script.lines) else len(script.text)
    source = script.text[begin:end].rstrip("\r\n")
    yield f"    {source.replace(chr(9), ' ')}"
    width = max(1, min(problem.end, begin + len(source)) - problem.start)
    yield f"    {' ' * (problem.start - begin)}{'^' * width}"


def _place(script: Script, item: Ast | Token) -> str:
    line, column = script.position(item.start)
    return f"{line:>5}:{column:<4}"


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else flat[:_EXCERPT - 1] + "…"
