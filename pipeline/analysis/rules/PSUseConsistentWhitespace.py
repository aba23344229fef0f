"""Blanks are missing, or more than one, around brackets, operators, separators, pipes and parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from pipeline.analysis.layout import Layout, layout
from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule, Spanning
from pipeline.powershell.nodes import (
    CommandAst,
    HashtableAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    ParameterAst,
    UnaryExpressionAst,
)
from pipeline.powershell.tokens import ASSIGNMENT_OPERATORS, BINARY_PRECEDENCE
from pipeline.powershell.walk import ancestors

RULE = Rule(
    WARNING, enabled=False, fixes=True,
    options={
        "CheckInnerBrace": True, "CheckOpenBrace": True, "CheckOpenParen": True, "CheckOperator": True, "CheckPipe": True,
        "CheckPipeForRedundantWhitespace": False, "CheckSeparator": True, "CheckParameter": False,
        "IgnoreAssignmentOperatorInsideHashTable": False,
    },
)

_LINE_ENDS: Final = frozenset({"NewLine", "LineContinuation", "EndOfInput"})
_BEFORE_PAREN: Final = frozenset({"If", "ElseIf", "Switch", "For", "Foreach", "While"})
_OPERATORS: Final = (ASSIGNMENT_OPERATORS | frozenset(BINARY_PRECEDENCE) | {"AndAnd", "OrOr"}) - {"DotDot"}


def check(context: Context, options: Options) -> Iterator[Hit]:
    gaps = _Gaps(context)
    for switches, look in _CHECKS.items():
        if any(options[switch] for switch in switches):
            yield from look(gaps, options)


class _Gaps:
    """The blanks between the tokens of a script."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tokens = context.tokens
        self.where: Layout = context.shared(layout)

    def of(self, *kinds: str) -> Iterator[int]:
        """The places of tokens of these kinds."""
        return (at for at, token in enumerate(self.tokens) if token.kind in kinds)

    def before(self, at: int) -> int | None:
        """How many code points stand between a token and the one before it; None where that one is on another line."""
        if at == 0 or self.tokens[at - 1].kind in _LINE_ENDS or not self.where.same_line(self.tokens[at - 1].start, self.tokens[at].start):
            return None
        return self.tokens[at].start - self.tokens[at - 1].end

    def after(self, at: int) -> int | None:
        """How many code points stand between a token and the next; None where that one is on another line or ends it."""
        if at + 1 >= len(self.tokens) or self.tokens[at + 1].kind in _LINE_ENDS:
            return None
        return self.before(at + 1)


def _hit(what: Spanning, message: str, start: int, end: int, text: str) -> Hit:
    return Hit(what, message, edits=(Edit(start, end, text, "Set the blanks"),))


def _inner_brace(gaps: _Gaps, options: Options) -> Iterator[Hit]:
    tokens = gaps.tokens
    names = _computed_names(gaps)
    for at in gaps.of("LCurly"):
        gap = gaps.after(at)
        if gap not in (None, 1) and tokens[at + 1].kind != "RCurly" and at not in names:
            yield _hit(tokens[at], "One blank belongs behind an opening brace.", tokens[at].end, tokens[at + 1].start, " ")
    for at in gaps.of("RCurly"):
        gap = gaps.before(at)
        if gap not in (None, 1) and tokens[at - 1].kind not in ("LCurly", "AtCurly") and at not in names:
            yield _hit(tokens[at], "One blank belongs before a closing brace.", tokens[at - 1].end, tokens[at].start, " ")


def _computed_names(gaps: _Gaps) -> set[int]:
    """Braces that hold the name of a member, as in `$x.{name}`, and those right inside them."""
    tokens = gaps.tokens
    names = {member.member.start for kind in (MemberExpressionAst, InvokeMemberExpressionAst) for member in gaps.context.nodes(kind)}
    found: set[int] = set()
    for close, opening in sorted(gaps.where.pairs.items(), key=lambda pair: pair[1]):
        behind_comment = opening > 1 and tokens[opening - 1].kind == "Dot" and tokens[opening - 2].kind == "Comment"
        if tokens[opening].start in names or opening - 1 in found or (behind_comment and gaps.before(opening - 1) == 0):
            found |= {opening, close}
    return found


def _open_brace(gaps: _Gaps, options: Options) -> Iterator[Hit]:
    for at in gaps.of("LCurly"):
        brace = gaps.tokens[at]
        if (
            gaps.before(at) not in (None, 1) and gaps.tokens[at - 1].kind not in ("LParen", "LCurly", "AtParen", "Dot")
            and "M" not in gaps.tokens[at - 1].flags
        ):
            yield _hit(brace, "One blank belongs before an opening brace.", gaps.tokens[at - 1].end, brace.start, " ")


def _open_paren(gaps: _Gaps, options: Options) -> Iterator[Hit]:
    for at in gaps.of("LParen"):
        paren = gaps.tokens[at]
        if gaps.before(at) not in (None, 1) and gaps.tokens[at - 1].kind in _BEFORE_PAREN:
            yield _hit(paren, "One blank belongs between a keyword and its parenthesis.", gaps.tokens[at - 1].end, paren.start, " ")


def _pipe(gaps: _Gaps, options: Options) -> Iterator[Hit]:
    def is_off(gap: int | None) -> bool:
        return gap is not None and bool(options["CheckPipe"] if gap == 0 else gap > 1 and options["CheckPipeForRedundantWhitespace"])

    for at in gaps.of("Pipe"):
        pipe = gaps.tokens[at]
        if is_off(gaps.after(at)):
            yield _hit(pipe, "One blank belongs behind a pipe.", pipe.end, gaps.tokens[at + 1].start, " ")
        if is_off(gaps.before(at)):
            yield _hit(pipe, "One blank belongs before a pipe.", gaps.tokens[at - 1].end, pipe.start, " ")


def _separator(gaps: _Gaps, options: Options) -> Iterator[Hit]:
    for at in gaps.of("Comma", "Semi"):
        separator = gaps.tokens[at]
        if gaps.after(at) not in (None, 1) and gaps.tokens[at + 1].kind != "Comment":
            yield _hit(separator, "One blank belongs behind a separator.", separator.end, gaps.tokens[at + 1].start, " ")


def _operator(gaps: _Gaps, options: Options) -> Iterator[Hit]:
    tokens = gaps.tokens
    ignored = _of_pairs(gaps.context) if options["IgnoreAssignmentOperatorInsideHashTable"] else frozenset()
    unary = {node.start for node in gaps.context.nodes(UnaryExpressionAst)}
    for at, token in enumerate(tokens):
        if token.kind not in _OPERATORS or token.start in ignored or (token.start in unary and tokens[at - 1].kind == "LParen"):
            continue
        after = gaps.after(at)
        if after is None and tokens[at + 1].kind == "LineContinuation":
            after = tokens[at + 1].start - token.end
        before_is_off, after_is_off = gaps.before(at) not in (None, 1), after not in (None, 1)
        if before_is_off and after_is_off:
            yield _around(gaps, at, tokens[at - 1].end, tokens[at + 1].start, f" {gaps.context.source(token)} ")
        elif before_is_off:
            yield _around(gaps, at, tokens[at - 1].end, token.start, " ")
        elif after_is_off:
            yield _around(gaps, at, token.end, tokens[at + 1].start, " ")


def _around(gaps: _Gaps, at: int, start: int, end: int, text: str) -> Hit:
    return _hit(gaps.tokens[at], "One blank belongs on each side of an operator.", start, end, text)


def _of_pairs(context: Context) -> frozenset[int]:
    """Where the = of hashtables of more than one line stand."""
    text, where = context.text, context.shared(layout)
    return frozenset(
        text.find("=", key.end, value.start) for table in context.nodes(HashtableAst)
        if not where.same_line(table.start, table.end) and not any(isinstance(node, ParameterAst) for node in ancestors(table))
        for key, value in table.key_value_pairs
    )


def _parameter(gaps: _Gaps, options: Options) -> Iterator[Hit]:
    for command in gaps.context.nodes(CommandAst):
        elements = sorted([*command.command_elements, *command.redirections], key=lambda element: element.start)
        for left, right in pairwise(elements):
            between = gaps.context.text[left.end:right.start]
            if len(between) > 1 and not between.strip(" \t"):
                yield _hit(left, "One blank belongs between the parts of a command.", left.end + 1, right.start, "")


_CHECKS: Final[dict[tuple[str, ...], Callable[[_Gaps, Options], Iterator[Hit]]]] = {
    ("CheckInnerBrace",): _inner_brace, ("CheckOpenBrace",): _open_brace, ("CheckOpenParen",): _open_paren, ("CheckOperator",): _operator,
    ("CheckPipe", "CheckPipeForRedundantWhitespace"): _pipe, ("CheckSeparator",): _separator, ("CheckParameter",): _parameter,
}
"""What looks for what, and the options of which at least one must be on."""
