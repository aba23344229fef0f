"""Trees and tokens in few words, so that tests read as a description of the language.

`tree("1 + 2")` is `Binary Plus(Constant 1, Constant 2)`: a node is its kind without `Expression` and `Statement`, what tells it apart, and its
children in brackets; the wrappers that every script has (script block, unnamed block, pipeline of one element, expression as a
command) are left out. A leaf shows its source text.
"""

from __future__ import annotations

from pipeline.powershell.dump import detail, error_rows, sorted_children
from pipeline.powershell.nodes import (
    Ast,
    CommandAst,
    CommandExpressionAst,
    ConstantExpressionAst,
    ExpandableStringExpressionAst,
    NamedBlockAst,
    PipelineAst,
    ScriptBlockAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    VariableExpressionAst,
)
from pipeline.powershell.script import Script, parse
from pipeline.powershell.tokens import Token


def tree(source: str) -> str:
    """The statements of a script that has no errors."""
    script = parse(source)
    assert script.errors == []
    return broken_tree(source)


def broken_tree(source: str) -> str:
    """The statements of a script."""
    script = parse(source)
    return "; ".join(_show(script, node) for node in _unwrapped(script.root))


def _unwrapped(node: Ast) -> list[Ast]:
    if isinstance(node, ScriptBlockAst) or (isinstance(node, NamedBlockAst) and node.unnamed):
        return [inner for child in sorted_children(node) for inner in _unwrapped(child)]
    if isinstance(node, PipelineAst) and len(node.pipeline_elements) == 1 and not node.background:
        return _unwrapped(node.pipeline_elements[0])
    if isinstance(node, CommandExpressionAst) and not node.redirections:
        return [node.expression]
    return [node]


def _show(script: Script, node: Ast) -> str:
    kind = node.kind.replace("Expression", "").replace("Statement", "")
    below = [inner for child in sorted_children(node) for inner in _unwrapped(child)]
    what = detail(node)
    if isinstance(node, StringConstantExpressionAst):
        what = node.value if node.string_constant_type == "BareWord" else repr(node.value)
        kind = ""
    elif isinstance(node, ExpandableStringExpressionAst):
        kind, what = "Expandable", repr(node.value)
    elif isinstance(node, ConstantExpressionAst | VariableExpressionAst):
        kind = ""
    elif isinstance(node, TypeConstraintAst):
        kind, what = "", f"[{what}]"
    elif isinstance(node, CommandExpressionAst):
        kind = "CommandExpression"
    elif isinstance(node, CommandAst):
        what = {"Unknown": "", "Ampersand": "&", "Dot": "."}[what]
    head = f"{kind} {what}".strip()
    return f"{head}({', '.join(_show(script, child) for child in below)})" if below else head


def tokens(source: str) -> str:
    """Kinds and texts; what is nested in a string stands in square brackets behind it."""
    script = parse(source)
    return " ".join(_token(script, token) for token in script.tokens[:-1])


def _token(script: Script, token: Token) -> str:
    text = script.source(token).replace("\n", "\\n").replace("\r", "\\r")
    flags = f"/{token.flags}" if token.flags else ""
    nested = f"[{' '.join(_token(script, inner) for inner in token.nested)}]" if token.nested else ""
    return f"{token.kind}{flags}:{text}{nested}"


def errors(source: str) -> list[tuple[str, int, int]]:
    """Ids and places."""
    return [(str(row[0]), int(row[1]), int(row[2])) for row in error_rows(parse(source))]
