"""`switch`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
    Ast,
    ExpressionAst,
    PipelineBaseAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    SwitchStatementAst,
)

from . import commands, pipelines, statements
from .conditionals import failed

if TYPE_CHECKING:
    from pipeline.powershell.nodes import StatementAst
    from pipeline.powershell.tokens import Token

    from .reader import Reader

# In the order in which .NET prints the flags, which is that of their values.
_FLAGS = ("File", "Regex", "Wildcard", "Exact", "CaseSensitive", "Parallel")


def switch(r: Reader, keyword: Token, label: Token | None) -> StatementAst:
    """`switch -flags (pipeline) { clauses }` or `switch -flags -file name { clauses }`."""
    start = label.start if label else keyword.start
    state = _Switch(keyword)
    state.options(r)
    state.condition_part(r)
    state.body(r)
    if state.failed or state.condition is None:
        return failed(start, state.end, keyword, state.condition, *state.parts)
    value = label.value if label else None
    statement = SwitchStatementAst(
        start, state.end, value if isinstance(value, str) else None, state.condition,
        ", ".join(flag for flag in _FLAGS if flag in state.flags) or "None", state.clauses, state.default,
    )
    if "Parallel" in state.flags:
        r.suspects.append(statement)
    return statement


class _Switch:
    """What was read so far."""

    def __init__(self, keyword: Token) -> None:
        self.keyword = keyword
        self.end = keyword.end
        self.flags: set[str] = set()
        self.condition: PipelineBaseAst | None = None
        self.clauses: list[tuple[ExpressionAst, StatementBlockAst]] = []
        self.default: StatementBlockAst | None = None
        self.parts: list[Ast] = []
        self.failed = False

    def options(self, r: Reader) -> None:
        while True:
            r.skip_newlines()
            token = r.peek()
            if token.kind != "Parameter" or not isinstance(token.value, str):
                return
            r.ahead = None
            self.end = token.end
            name = token.value.lower()
            flag = next((f for f in _FLAGS if name and f.lower().startswith(name)), None)
            if flag is None:
                r.error("InvalidSwitchFlag", token.start, token.end, r.text[token.start:token.end])
                self.failed = True
            elif flag == "File":
                self.flags.add(flag)
                self._file(r, token)
            else:
                self.flags.add(flag)

    def _file(self, r: Reader, token: Token) -> None:
        r.skip_newlines()
        name = commands.single_argument(r)
        if name is None:
            r.missing("MissingFilenameOption", token.end)
            self.failed = True
            return
        self.end = name.end
        self.condition = pipelines.of_expression(name)

    def condition_part(self, r: Reader) -> None:
        r.skip_newlines()
        opening = r.peek()
        if "File" in self.flags and opening.kind != "LParen":
            return
        if opening.kind != "LParen":
            if not self.failed:
                r.missing("PipelineValueRequired", self.end)
            self.failed = True
            return
        r.ahead = None
        self.end = opening.end
        r.skip_newlines()
        self.condition = pipelines.pipeline_chain(r, background=False)
        if self.condition is None:
            r.missing("PipelineValueRequired", opening.end)
            self.failed = True
        else:
            self.end = self.condition.end
        r.skip_newlines()
        closing = r.peek()
        if closing.kind == "RParen":
            r.ahead = None
            self.end = closing.end
        else:
            if not self.failed:
                r.missing("MissingEndParenthesisInSwitchStatement", self.end)
            self.failed = True

    def body(self, r: Reader) -> None:
        r.skip_newlines()
        opening = r.peek()
        if opening.kind != "LCurly":
            if not self.failed:
                r.missing("MissingCurlyBraceInSwitchStatement", self.end)
            self.failed = True
            return
        r.ahead = None
        self.end = opening.end
        r.skip_newlines_and_semicolons()
        while self._clause(r):
            r.skip_newlines_and_semicolons()
            token = r.peek()
            if token.kind == "RCurly":
                r.ahead = None
                if not self.failed:
                    self.end = token.end
                return
            if token.kind == "EndOfInput":
                r.error("MissingEndCurlyBrace", opening.start, opening.end, incomplete=True)
                self.failed = True
                return

    def _clause(self, r: Reader) -> bool:
        condition = commands.single_argument(r, switch=True)
        if condition is None:
            self.failed = True
            r.missing("MissingSwitchConditionExpression", self.end)
            if r.peek().kind == "RCurly":
                r.next()
            return False
        self.end = condition.end
        self.parts.append(condition)
        r.skip_newlines()
        block = statements.statement_block(r)
        if block is None:
            self.failed = True
            r.missing("MissingSwitchStatementClause", self.end)
            return True
        self.end = block.end
        self.parts.append(block)
        is_default = (
            isinstance(condition, StringConstantExpressionAst) and condition.string_constant_type == "BareWord"
            and condition.value.lower() == "default"
        )
        if not is_default:
            self.clauses.append((condition, block))
        elif self.default is None:
            self.default = block
        else:
            r.error("MultipleSwitchDefaultClauses", condition.start, condition.end)
            self.failed = True
        return True

