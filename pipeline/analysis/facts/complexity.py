"""`code_complexity_metrics`: sizes, and how hard the script and each of its functions are to follow."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from typing import Any, Final

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
    return {
        "lines": lines,
        "codeLines": len(subject.code_lines),
        "commentLines": len(comments - subject.code_lines),
        "blankLines": lines - len(subject.code_lines | comments),
        "characters": len(context.text),
        "longestLine": max(map(len, context.text_lines)),
        "functionCount": len(context.functions),
        "whole": _measures(subject, context.root, None),
        "functions": [
            {"name": function.name, "line": context.script.position(function.start)[0], **_measures(subject, function, function)}
            for function in context.functions
        ],
    }


def _measures(subject: Subject, part: Ast, function: FunctionDefinitionAst | None) -> dict[str, Any]:
    context = subject.context
    where = context.shared(layout)
    branches = [node for node in context.nodes_of(*_NESTING, TernaryExpressionAst) if _inside(node, part, function)]
    logic = [
        node for node in context.nodes(BinaryExpressionAst) if node.operator in _LOGIC and _inside(node, part, function)
    ]
    depths = [_depth(node, part) for node in branches]
    first, last = where.line(part.start), where.line(max(part.start, part.end - 1))
    code = len(subject.code_lines) if function is None else sum(1 for line in range(first, last + 1) if line in subject.code_lines)
    cyclomatic = 1 + sum(map(_paths, branches)) + len(logic)
    halstead = _halstead(_tokens(subject, part))
    return {
        "codeLines": code,
        "cyclomatic": cyclomatic,
        "cognitive": sum(1 + depth for depth in depths) + len(logic),
        "nesting": max((depth + 1 for depth in depths), default=0),
        "halstead": halstead,
        "maintainability": _maintainability(halstead["volume"], cyclomatic, code),
    }


def _tokens(subject: Subject, part: Ast) -> list[Token]:
    """The tokens of a part."""
    tokens = subject.context.tokens
    return tokens[bisect_left(tokens, part.start, key=_start):bisect_left(tokens, part.end, key=_start)]


def _start(token: Token) -> int:
    return token.start


def _inside(node: Ast, part: Ast, function: FunctionDefinitionAst | None) -> bool:
    """Whether a node counts for a part; what stands in a function counts for the function and for the whole."""
    return function is None or part.start <= node.start < part.end


def _depth(node: Ast, part: Ast) -> int:
    """How many branches and loops of its part a node stands in."""
    depth = 0
    for outer in ancestors(node):
        if outer is part or isinstance(outer, FunctionDefinitionAst):
            break
        depth += isinstance(outer, _NESTING)
    return depth


def _paths(node: Ast) -> int:
    """How many ways through the script a branch adds."""
    if isinstance(node, IfStatementAst | SwitchStatementAst):
        return len(node.clauses)
    return 1


def _halstead(tokens: list[Token]) -> dict[str, Any]:
    """Halstead's measures: operands are names and values, everything else is an operator."""
    kinds = Counter([token.kind for token in tokens])
    operators = [kind for kind in kinds if kind not in _OPERANDS and kind not in _IGNORED]
    operands = {(token.kind, str(token.value).lower()) for token in tokens if token.kind in _OPERANDS}
    named = sum(kinds[kind] for kind in _OPERANDS)
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
