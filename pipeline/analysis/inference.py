"""The .NET type of an expression's value, as far as literals, casts, constructors, static members and known variables tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from pipeline.powershell.nodes import (
    ArrayExpressionAst,
    ArrayLiteralAst,
    AssignmentStatementAst,
    Ast,
    CommandAst,
    CommandExpressionAst,
    CommandParameterAst,
    ConvertExpressionAst,
    FunctionMemberAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    ParenExpressionAst,
    PipelineAst,
    PropertyMemberAst,
    ScriptBlockExpressionAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    TypeDefinitionAst,
    TypeExpressionAst,
    VariableExpressionAst,
)
from pipeline.powershell.tables import is_core_type
from pipeline.powershell.types import BOOLEAN, OBJECT, resolve, static_type
from pipeline.powershell.walk import ancestors

from .static_members import member_type

Lookup: TypeAlias = Callable[[VariableExpressionAst], str | None]

ARRAY = "System.Array"
_NOTHING = "System.Void"
_ANALYZERS_OWN = frozenset({"Microsoft.Windows.PowerShell.ScriptAnalyzer.Generic.DiagnosticRecord"})
"""What rules written in PowerShell make."""

_CONSTANTS = {"true": BOOLEAN, "false": BOOLEAN}


def type_of(node: Ast, lookup: Lookup, namespaces: Iterable[str] = ()) -> str | None:
    """The full name of a type, None where it is not known. A type that is not known here has the name that is written."""
    node = _inner(node)
    match node:
        case VariableExpressionAst(user_path=name) if name.lower() == "this" and (own := _class_around(node)):
            return own.name
        case MemberExpressionAst(static=False, expression=VariableExpressionAst() as this) if this.user_path.lower() == "this":
            return _own_member(node, namespaces)
        case VariableExpressionAst():
            return _CONSTANTS.get(node.user_path.lower()) or lookup(node)
        case ConvertExpressionAst(attribute=TypeConstraintAst() as cast):
            return resolve(cast.type_name, namespaces) or cast.type_name.name
        case ArrayLiteralAst() | ArrayExpressionAst():
            return ARRAY
        case MemberExpressionAst(static=True, expression=TypeExpressionAst() as owner, member=StringConstantExpressionAst() as member):
            kind = resolve(owner.type_name, namespaces)
            return kind if member.value.lower() == "new" else member_type(kind or "", member.value)
        case CommandAst():
            return _new_object(node)
        case ScriptBlockExpressionAst():
            return None
    kind = static_type(node, namespaces)
    return None if kind == OBJECT else kind


def _inner(node: Ast) -> Ast:
    """What a statement or brackets hand on."""
    while True:
        match node:
            case ParenExpressionAst():
                node = node.pipeline
            case PipelineAst():
                node = node.pipeline_elements[-1]
            case CommandExpressionAst():
                node = node.expression
            case AssignmentStatementAst():
                node = node.right
            case _:
                return node


def _class_around(node: Ast) -> TypeDefinitionAst | None:
    return next((above for above in ancestors(node) if isinstance(above, TypeDefinitionAst)), None)


def _own_member(node: MemberExpressionAst, namespaces: Iterable[str]) -> str | None:
    """The type of `$this.Property` or `$this.Method()`, as the class around it declares it."""
    own = _class_around(node)
    if own is None or not isinstance(node.member, StringConstantExpressionAst):
        return None
    name, called = node.member.value.lower(), isinstance(node, InvokeMemberExpressionAst)
    for member in own.members:
        declared = None
        if isinstance(member, FunctionMemberAst) and called and member.function_definition_ast.name.lower() == name:
            declared = member.return_type
        elif isinstance(member, PropertyMemberAst) and not called and member.name.lower() == name:
            declared = member.property_type
        if declared is not None:
            kind = resolve(declared.type_name, namespaces) or declared.type_name.name
            return None if kind == _NOTHING else kind
    return None


def _new_object(node: CommandAst) -> str | None:
    """What `New-Object T` makes, if T is written in full as .NET has it: a short name could be anybody's."""
    if (node.command_name() or "").lower() != "new-object":
        return None
    elements = node.command_elements
    for at, element in enumerate(elements[1:], 1):
        value: Ast | None = element
        if isinstance(element, CommandParameterAst):
            if not "typename".startswith(element.parameter_name.lower()):
                continue
            value = element.argument or (elements[at + 1] if at + 1 < len(elements) else None)
        elif isinstance(elements[at - 1], CommandParameterAst):
            continue
        if not isinstance(value, StringConstantExpressionAst):
            return None
        return value.value if is_core_type(value.value) or value.value in _ANALYZERS_OWN else None
    return None
