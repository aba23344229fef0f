"""Script blocks: the script itself, bodies of functions, `{ }`; with `param` and named blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
    ErrorStatementAst,
    NamedBlockAst,
    ParamBlockAst,
    ScriptBlockAst,
    StatementAst,
    StatementBlockAst,
    UsingStatementAst,
)
from pipeline.powershell.tokens import BLOCK_NAMES

from . import parameter_lists, statements
from .reader import COMMAND, MAX_DEPTH, Reader, TooDeepError

if TYPE_CHECKING:
    from pipeline.powershell.nodes import TrapStatementAst
    from pipeline.powershell.tokens import Token

Extent = tuple[int, int]
_BETWEEN = frozenset({"NewLine", "Semi", "Comment", "LineContinuation"})


def script_block(r: Reader, opening: Token, *, is_filter: bool = False) -> ScriptBlockAst:
    """The block behind a brace."""
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    mode, commas = r.set_mode(COMMAND), r.commas
    r.commas = True
    params = parameter_lists.param_block(r)
    block = body(r, opening, [], params, is_filter=is_filter)
    r.commas = commas
    r.set_mode(mode)
    r.depth -= 1
    return block


def method_body(r: Reader, opening: Token, base: StatementAst | None) -> ScriptBlockAst:
    """The body of a method behind its brace; of a constructor it begins with the call of the base."""
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    mode = r.set_mode(COMMAND)
    block = body(r, opening, [], parameter_lists.param_block(r), before=base)
    r.set_mode(mode)
    r.depth -= 1
    return block


def body(
    r: Reader, opening: Token | None, usings: list[UsingStatementAst], params: ParamBlockAst | None, *, is_filter: bool = False,
    before: StatementAst | None = None,
) -> ScriptBlockAst:
    """What follows `param`: named blocks, or statements."""
    r.skip_newlines_and_semicolons()
    if r.peek().kind in BLOCK_NAMES:
        return _named_blocks(r, opening, usings, params)
    body_statements: list[StatementAst] = [] if before is None else [before]
    traps: list[TrapStatementAst] = []
    extent: Extent | None = (params.start, params.end) if params else None
    while True:
        found = statements.statement_list(r, body_statements, traps) if opening else _all_statements(r, body_statements, traps)
        extent = _union(extent, found)
        token = r.peek()
        if opening is not None:
            start, end = opening.start, token.end
            if token.kind == "RCurly":
                r.ahead = None
            else:
                end = extent[1] if extent else opening.end
                r.error("MissingEndCurlyBrace", opening.start, opening.end, incomplete=token.kind == "EndOfInput")
            break
        if token.kind == "EndOfInput":
            start, end = 0, r.end
            break
        r.ahead = None
        r.error("UnexpectedToken", token.start, token.end, r.text[token.start:token.end])
    first, last = extent or _empty(opening, start, end)
    block = NamedBlockAst(first, last, "Process" if is_filter else "End", True, body_statements, traps)
    if is_filter:
        return ScriptBlockAst(start, end, usings, [], params, None, None, block, None, None, None)
    return ScriptBlockAst(start, end, usings, [], params, None, None, None, block, None, None)


def _all_statements(r: Reader, body_statements: list[StatementAst], traps: list[TrapStatementAst]) -> Extent | None:
    """The statements of the script itself; one that is too complicated ends it, what comes before it stays."""
    tokens = r.tokens
    before = len(body_statements)
    try:
        return statements.statement_list(r, body_statements, traps)
    except (TooDeepError, RecursionError):
        body_statements.append(too_complicated(r, tokens, body_statements[-1].end if body_statements else 0))
    return body_statements[before].start, r.end


def too_complicated(r: Reader, tokens: list[Token], start: int) -> ErrorStatementAst:
    """What stands for everything from `start` on; `tokens` are those of the script, not of a string in it."""
    r.give_up(tokens)
    start = next((token.start for token in tokens if token.start >= start and token.kind not in _BETWEEN), start)
    r.error("ScriptTooComplicated", start, start)
    return ErrorStatementAst(start, r.end, None, [], [], [], [])


def _empty(opening: Token | None, start: int, end: int) -> Extent:
    """Where PowerShell places the statements of a block that has none."""
    first, last = start + 1, end - 2
    return (0, 0) if opening is None or last < first else (first, last)


def _union(one: Extent | None, other: Extent | None) -> Extent | None:
    if one is None or other is None:
        return one or other
    return one[0], other[1]


def _named_blocks(r: Reader, opening: Token | None, usings: list[UsingStatementAst], params: ParamBlockAst | None) -> ScriptBlockAst:
    found: dict[str, NamedBlockAst] = {}
    extent: Extent = (params.start, params.end) if params else (r.peek().start, r.peek().end)
    while True:
        token = r.peek()
        if token.kind not in BLOCK_NAMES:
            end = _end_of_named(r, opening, token, extent[1])
            break
        r.ahead = None
        extent = extent[0], _named_block(r, token, found)
    return ScriptBlockAst(
        opening.start if opening else 0, end, usings, [], params, found.get("Dynamicparam"), found.get("Begin"), found.get("Process"),
        found.get("End"), found.get("Clean"), None,
    )


def _named_block(r: Reader, keyword: Token, found: dict[str, NamedBlockAst]) -> int:
    """Read one block behind its keyword; where it ends."""
    r.skip_newlines()
    block = statements.statement_block(r)
    end = block.end if block else keyword.end
    if block is None:
        r.missing("MissingNamedStatementBlock", keyword.end, r.text[keyword.start:keyword.end])
        block = StatementBlockAst(keyword.end, keyword.end, [], [])
    if keyword.kind in found:
        r.error("DuplicateScriptCommandClause", keyword.start, keyword.end, r.text[keyword.start:keyword.end])
    else:
        found[keyword.kind] = NamedBlockAst(keyword.start, end, keyword.kind, False, block.statements, block.traps)
    r.skip_newlines_and_semicolons()
    return end


def _end_of_named(r: Reader, opening: Token | None, token: Token, end: int) -> int:
    """Where the script block ends; whatever is no named block ends it."""
    if token.kind == "EndOfInput":
        if opening is None:
            return r.end
        r.error("MissingEndCurlyBrace", opening.start, opening.end, incomplete=True)
        return end
    if opening is not None and token.kind == "RCurly":
        r.ahead = None
        return token.end
    r.error("MissingNamedBlocks", token.start, token.end, r.text[token.start:token.end])
    if opening is not None:
        return end
    # PowerShell reads no further.
    r.ahead = None
    r.pos = r.end
    return r.end
