"""`code_complexity_metrics`: sizes, and how hard the script and each of its functions are to follow."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import Any, Final, NamedTuple

from pipeline.analysis.layout import layout
from pipeline.powershell.nodes import (
    Ast,
    BinaryExpressionAst,
    CatchClauseAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ForEachStatementAst,
    ForStatementAst,
    FunctionDefinitionAst,
    IfStatementAst,
    SwitchStatementAst,
    TernaryExpressionAst,
    TrapStatementAst,
    WhileStatementAst,
)
from pipeline.powershell.tokens import Token
from pipeline.powershell.walk import ancestors

from .subject import Subject

_LOOPS: Final = (ForEachStatementAst, ForStatementAst, WhileStatementAst, DoWhileStatementAst, DoUntilStatementAst)
_NESTING: Final = (*_LOOPS, IfStatementAst, SwitchStatementAst, CatchClauseAst, TrapStatementAst)
_LOGIC: Final = frozenset({"And", "Or", "Xor"})
_IGNORED: Final = frozenset({"Comment", "NewLine", "EndOfInput", "LineContinuation"})
_OPERANDS: Final = frozenset({
    "Variable", "SplattedVariable", "Number", "StringLiteral", "StringExpandable", "HereStringLiteral", "HereStringExpandable",
    "Identifier", "Generic",
})


def code_complexity_metrics(subject: Subject) -> dict[str, Any]:
    """Lines, counts, and for the whole and each function: cyclomatic and cognitive complexity, nesting, Halstead's measures, maintainability."""
    subject.require_parsed()
    context = subject.context
    where = context.shared(layout)
    lines = len(context.text_lines) - (not context.text_lines[-1])
    comments = {line for token in context.tokens if token.kind == "Comment"
                for line in range(where.line(token.start), where.line(token.end - 1) + 1)}
    counted, code = _counted(subject), len(subject.code_lines)
    return {
        "lines": lines,
        "codeLines": code,
        "commentLines": len(comments - subject.code_lines),
        "blankLines": lines - len(subject.code_lines | comments),
        "characters": len(context.text),
        "longestLine": context.longest_line,
        "functionCount": len(context.functions),
        "whole": _measures(counted, context.root, code),
        "functions": [
            {"name": function.name, "line": context.script.position(function.start)[0], **_measures_of(subject, counted, function)}
            for function in context.functions
        ],
    }


class _Branch(NamedTuple):
    """A branch or a loop: in how many others of its function it stands, and how many ways it adds."""

    start: int
    depth: int
    paths: int


class _Counted(NamedTuple):
    """What is counted of a script and of its functions. `kinds` and `operands` are those of its tokens."""

    tokens: list[Token]
    kinds: list[str]
    operands: list[tuple[str, str] | None]
    branches: list[_Branch]
    logic: list[int]
    code_lines: list[int]


def _counted(subject: Subject) -> _Counted:
    context = subject.context
    return _Counted(
        context.tokens, context.token_kinds,
        [(kind, str(token.value).lower()) if kind in _OPERANDS else None for kind, token in zip(context.token_kinds, context.tokens, strict=True)],
        [_Branch(node.start, _depth(node), _paths(node)) for node in context.nodes_of(*_NESTING, TernaryExpressionAst)],
        [node.start for node in context.nodes(BinaryExpressionAst) if node.operator in _LOGIC],
        sorted(subject.code_lines),
    )


def _measures_of(subject: Subject, counted: _Counted, function: FunctionDefinitionAst) -> dict[str, Any]:
    """What stands in a function counts for the function and for the whole."""
    where = subject.context.shared(layout)
    start, end = function.start, function.end
    first, last = where.line(start), where.line(max(start, end - 1))
    own = counted._replace(
        branches=[branch for branch in counted.branches if start <= branch.start < end],
        logic=[each for each in counted.logic if start <= each < end],
    )
    code = bisect_right(counted.code_lines, last) - bisect_left(counted.code_lines, first)
    return _measures(own, function, code)


def _measures(counted: _Counted, part: Ast, code: int) -> dict[str, Any]:
    """Of the tokens of a part, which has so many lines of code."""
    first, end = (bisect_left(counted.tokens, place, key=_start) for place in (part.start, part.end))
    branches, logic = counted.branches, len(counted.logic)
    cyclomatic = 1 + sum(branch.paths for branch in branches) + logic
    halstead = _halstead(Counter(counted.kinds[first:end]), set(counted.operands[first:end]))
    return {
        "codeLines": code,
        "cyclomatic": cyclomatic,
        "cognitive": sum(1 + branch.depth for branch in branches) + logic,
        "nesting": max((branch.depth + 1 for branch in branches), default=0),
        "halstead": halstead,
        "maintainability": _maintainability(halstead["volume"], cyclomatic, code),
    }


def _start(token: Token) -> int:
    return token.start


def _depth(node: Ast) -> int:
    """How many branches and loops of its function, or of the script outside of functions, a node stands in."""
    depth = 0
    for outer in ancestors(node):
        if isinstance(outer, FunctionDefinitionAst):
            break
        depth += isinstance(outer, _NESTING)
    return depth


def _paths(node: Ast) -> int:
    """How many ways through the script a branch adds."""
    if isinstance(node, IfStatementAst | SwitchStatementAst):
        return len(node.clauses)
    return 1


def _halstead(kinds: Counter[str], operands: set[tuple[str, str] | None]) -> dict[str, Any]:
    """Halstead's measures: operands are names and values, everything else is an operator."""
    operators = [kind for kind in kinds if kind not in _OPERANDS and kind not in _IGNORED]
    operands.discard(None)
    named = sum(kinds.get(kind, 0) for kind in _OPERANDS)
    length = sum(kinds[kind] for kind in operators) + named
    vocabulary = len(operators) + len(operands)
    volume = length * math.log2(vocabulary) if vocabulary > 1 else 0.0
    difficulty = len(operators) / 2 * named / len(operands) if operands else 0.0
    return {
        "length": length, "vocabulary": vocabulary, "volume": round(volume, 1), "difficulty": round(difficulty, 1),
        "effort": round(volume * difficulty, 1),
    }


def _maintainability(volume: float, cyclomatic: int, lines: int) -> float:
    """The maintainability index on a scale from 0 to 100: 171 - 5.2 ln volume - .23 cyclomatic - 16.2 ln lines, times 100/171."""
    index = 171 - 5.2 * math.log(max(volume, 1)) - 0.23 * cyclomatic - 16.2 * math.log(max(lines, 1))
    return round(max(0.0, min(100.0, index * 100 / 171)), 1)
