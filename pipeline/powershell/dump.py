"""Tokens and trees as lists of lines, one a token or node, for machines that compare them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from .nodes import Ast, children

if TYPE_CHECKING:
    from .script import Script
    from .tokens import Token

# A sum of a million terms is a million levels deep: marks for each would be as many pages.
_DEEPEST: Final = 1000
_NO_LINE_ENDS: Final = {ord("\r"): None, ord("\n"): None}


def token_lines(script: Script) -> list[str]:
    """`Kind start end [flags]`, with one `>` for each string around the token."""
    lines: list[str] = []
    _add_tokens(lines, script.tokens, "")
    return lines


def _add_tokens(lines: list[str], tokens: list[Token], level: str) -> None:
    for token in tokens:
        flags = f" {token.flags}" if token.flags else ""
        lines.append(f"{level}{token.kind} {token.start} {token.end}{flags}")
        if token.nested:
            _add_tokens(lines, token.nested, level + ">")


def ast_lines(script: Script) -> list[str]:
    """`Kind start end [detail]`, a node before its children, children by their place, with one `>` a level."""
    lines: list[str] = []
    stack: list[tuple[Ast, int]] = [(script.root, 0)]
    while stack:
        node, level = stack.pop()
        what = detail(node)
        line = f"{'>' * min(level, _DEEPEST)}{node.kind} {node.start} {node.end}"
        lines.append(f"{line} {what}" if what else line)
        if node._fields:
            below = sorted(children(node), key=_start)
            below.reverse()
            stack += [(child, level + 1) for child in below]
    return lines


def error_rows(script: Script) -> list[list[str | int | bool]]:
    """`[id, start, end, line, column, incomplete]`, the offsets within the text."""
    last = len(script.text)
    return [[e.id, min(e.start, last), min(e.end, last), *script.position(e.start), e.incomplete] for e in script.errors]


def detail(node: Ast) -> str:
    """What tells this node from others of its kind: a name, an operator, a value's hash."""
    describe = _DETAILS.get(node.kind)
    return describe(node).translate(_NO_LINE_ENDS) if describe else ""


def _start(node: Ast) -> int:
    return node.start


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _number(node: Any) -> str:
    return f"{node.static_type}:{number_text(node.value, node.static_type)}"


def number_text(value: float | Decimal, static_type: str) -> str:
    """A number as .NET prints it so that it reads back the same."""
    if static_type == "Double":
        return _double(float(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _double(value: float) -> str:
    mantissa, _, exponent = f"{Decimal(repr(value)).normalize():e}".partition("e")
    power = int(exponent)
    if -5 < power < 15:
        return format(Decimal(repr(value)).normalize(), "f")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa}E{'+' if power >= 0 else '-'}{abs(power):02d}"


def _string(node: Any) -> str:
    return f"{node.string_constant_type}:{_hash(node.value)}"


def _redirection(node: Any) -> str:
    return f"{node.from_stream}{'>>' if node.append else '>'}"


def _member(node: Any) -> str:
    return ("?" if node.null_conditional else "") + ("::" if node.static else ".")


def _named(*names: str) -> Callable[[Any], str]:
    def describe(node: Any) -> str:
        return " ".join(str(getattr(node, name)) for name in names)
    return describe


_DETAILS: Final[dict[str, Callable[[Any], str]]] = {
    "ScriptBlock": lambda n: "requires" if n.script_requirements else "",
    "NamedBlock": lambda n: f"{'!' if n.unnamed else ''}{n.block_kind}",
    "TypeConstraint": _named("type_name"),
    "TypeExpression": _named("type_name"),
    "Attribute": _named("type_name"),
    "NamedAttributeArgument": lambda n: f"{n.argument_name}{'!' if n.expression_omitted else ''}",
    "FunctionDefinition": lambda n: f"{'filter' if n.is_filter else 'function'} {n.name}",
    "TypeDefinition": _named("type_attributes", "name"),
    "PropertyMember": _named("property_attributes", "name"),
    "FunctionMember": lambda n: f"{n.method_attributes} {n.function_definition_ast.name}",
    "UsingStatement": _named("using_statement_kind"),
    "CatchClause": lambda n: "all" if n.is_catch_all else "",
    "ForEachStatement": lambda n: f"{n.label or ''}/{n.flags}",
    "SwitchStatement": lambda n: f"{n.label or ''}/{n.flags}",
    "ForStatement": lambda n: n.label or "",
    "WhileStatement": lambda n: n.label or "",
    "DoWhileStatement": lambda n: n.label or "",
    "DoUntilStatement": lambda n: n.label or "",
    "Pipeline": lambda n: "&" if n.background else "",
    "PipelineChain": lambda n: f"{n.operator}{'&' if n.background else ''}",
    "AssignmentStatement": _named("operator"),
    "Command": _named("invocation_operator"),
    "CommandParameter": _named("parameter_name"),
    "MergingRedirection": lambda n: f"{n.from_stream}&{n.to_stream}",
    "FileRedirection": _redirection,
    "BinaryExpression": _named("operator"),
    "UnaryExpression": _named("token_kind"),
    "MemberExpression": _member,
    "InvokeMemberExpression": _member,
    "BaseCtorInvokeMemberExpression": _member,
    "IndexExpression": lambda n: "?" if n.null_conditional else "",
    "VariableExpression": lambda n: f"{'@' if n.splatted else '$'}{n.user_path}",
    "ConstantExpression": _number,
    "StringConstantExpression": _string,
    "ExpandableStringExpression": _string,
    "BlockStatement": _named("keyword"),
    "ConfigurationDefinition": _named("configuration_type"),
}


def sorted_children(node: Ast) -> Iterator[Ast]:
    """The children of a node by their place in the text."""
    return iter(sorted(children(node), key=_start))
