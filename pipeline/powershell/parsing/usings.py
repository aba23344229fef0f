"""`using`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import HashtableAst, StringConstantExpressionAst, UsingStatementAst

from . import commands
from .conditionals import failed
from .reader import COMMAND

if TYPE_CHECKING:
    from pipeline.powershell.nodes import StatementAst
    from pipeline.powershell.tokens import Token

    from .reader import Reader

_KINDS = {"namespace": "Namespace", "module": "Module", "assembly": "Assembly", "type": "Type", "command": "Command"}


def using_statements(r: Reader) -> list[UsingStatementAst]:
    """All `using` at the beginning of a script."""
    found: list[UsingStatementAst] = []
    while True:
        r.skip_newlines_and_semicolons()
        token = r.peek()
        if token.kind != "Using":
            return found
        r.ahead = None
        one = using(r, token)
        if isinstance(one, UsingStatementAst):
            found.append(one)


def misplaced(r: Reader, keyword: Token) -> StatementAst:
    """`using` behind other statements."""
    one = using(r, keyword)
    r.error("UsingMustBeAtStartOfScript", one.start, one.end)
    return one


def using(r: Reader, keyword: Token) -> StatementAst:
    """`using kind name` or `using kind alias = name`."""
    directive = r.peek()
    directive_text = r.text[directive.start : directive.end]
    kind = _KINDS.get(directive_text.lower())
    if kind is None:
        r.missing("MissingUsingStatementDirective", keyword.end)
        return failed(keyword.start, keyword.end, keyword)
    r.ahead = None
    if kind in {"Type", "Command"}:
        r.error("UsingStatementNotSupported", keyword.start, directive.end, directive_text)
    mode = r.set_mode(COMMAND)
    name = commands.single_argument(r)
    r.set_mode(mode)
    if name is None:
        r.missing("MissingUsingItemName", directive.end)
        return failed(keyword.start, directive.end, keyword)
    alias: StringConstantExpressionAst | None = None
    equals = r.peek()
    if equals.kind == "Equals" and isinstance(name, StringConstantExpressionAst):
        r.ahead = None
        alias = name
        name = commands.single_argument(r)
        if name is None:
            r.missing("MissingNamespaceAlias", equals.end)
            return failed(keyword.start, equals.end, keyword)
    if isinstance(name, HashtableAst):
        return UsingStatementAst(keyword.start, name.end, kind, None, alias, name)
    if isinstance(name, StringConstantExpressionAst):
        return UsingStatementAst(keyword.start, name.end, kind, name, alias, None)
    r.error("InvalidValueForUsingItemName", name.start, name.end)
    return failed(keyword.start, name.end, keyword)
