"""Static types: what the text alone says of the .NET type of a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from . import tables
from .nodes import (
    AnyTypeName,
    ArrayExpressionAst,
    ArrayLiteralAst,
    ArrayTypeName,
    AttributeBaseAst,
    BinaryExpressionAst,
    ConstantExpressionAst,
    ConvertExpressionAst,
    ExpandableStringExpressionAst,
    GenericTypeName,
    HashtableAst,
    ScriptBlockExpressionAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    TypeExpressionAst,
    TypeName,
    UnaryExpressionAst,
    UsingStatementAst,
)
from .script import Script

OBJECT = "System.Object"
OBJECT_ARRAY = "System.Object[]"
BOOLEAN = "System.Boolean"
STRING = "System.String"

_TRUTHS = frozenset({"And", "Or", "Xor", "Is"})


def resolve(name: AnyTypeName, namespaces: Iterable[str] = ()) -> str | None:
    """The full name of a type that PowerShell or .NET is known to have, None for any other.

    PowerShell looks for an accelerator first, then for the name as it stands, then in the namespaces of `using`, then in `System`.
    A generic type reads `` System.Collections.Generic.List`1[[System.String]] ``.
    """
    brackets = ""
    while isinstance(name, ArrayTypeName):
        brackets = f"[{',' * (name.rank - 1)}]{brackets}"
        name = name.element_type
    element = _element(name, namespaces)
    return element and element + brackets


def _element(name: TypeName | GenericTypeName, namespaces: Iterable[str]) -> str | None:
    if isinstance(name, GenericTypeName):
        return _generic(name, namespaces)
    return full_name(name.name, namespaces)


def full_name(name: str, namespaces: Iterable[str] = ()) -> str | None:
    """The same for a name without brackets, as text: `io.fileinfo` -> `System.IO.FileInfo`."""
    return (
        tables.accelerators().get(name.lower())
        or tables.known_type(name)
        or next((found for namespace in namespaces if (found := tables.known_type(f"{namespace}.{name}"))), None)
        or tables.known_type(f"System.{name}")
    )


def short_name(full: str) -> str:
    """The last part of a full name: `System.IO.FileInfo` -> `FileInfo`."""
    return full.rpartition(".")[2]


def namespaces_of(script: Script) -> tuple[str, ...]:
    """The namespaces that a script's `using namespace` statements open."""
    return tuple(
        statement.name.value
        for statement in script.root.using_statements
        if isinstance(statement, UsingStatementAst) and statement.using_statement_kind == "Namespace" and statement.name is not None
    )


def constrained_type(attributes: Iterable[AttributeBaseAst], namespaces: Iterable[str] = ()) -> str:
    """The type that the first type constraint among attributes asks for, `System.Object` without one or when it is not known."""
    for attribute in attributes:
        if isinstance(attribute, TypeConstraintAst):
            return resolve(attribute.type_name, namespaces) or OBJECT
    return OBJECT


def static_type(node: object, namespaces: Iterable[str] = ()) -> str:
    """The type of an expression's value as far as PowerShell itself knows it without running: `System.Object` for the rest."""
    if isinstance(node, ConvertExpressionAst):
        return constrained_type([node.attribute], namespaces)
    told = _STATIC.get(node.__class__)
    return told(node) if told else OBJECT


def _generic(name: GenericTypeName, namespaces: Iterable[str]) -> str | None:
    arguments = [resolve(argument, namespaces) for argument in name.generic_arguments]
    outer = name.type_name.name
    suffix = "" if "`" in outer else f"`{len(arguments)}"
    generic = full_name(outer + suffix, namespaces)
    if generic is None or not all(arguments):
        return None
    return f"{generic}[{','.join(f'[{argument}]' for argument in arguments)}]"


def _constant(node: ConstantExpressionAst) -> str:
    return f"System.{node.static_type}" if "." not in node.static_type else node.static_type


def _binary(node: BinaryExpressionAst) -> str:
    return BOOLEAN if node.operator in _TRUTHS else OBJECT


def _unary(node: UnaryExpressionAst) -> str:
    return BOOLEAN if node.token_kind in {"Not", "Exclaim"} else OBJECT


_STATIC: dict[type, Callable[..., str]] = {
    ConstantExpressionAst: _constant,
    StringConstantExpressionAst: lambda _: STRING,
    ExpandableStringExpressionAst: lambda _: STRING,
    ArrayLiteralAst: lambda _: OBJECT_ARRAY,
    ArrayExpressionAst: lambda _: OBJECT_ARRAY,
    HashtableAst: lambda _: "System.Collections.Hashtable",
    ScriptBlockExpressionAst: lambda _: "System.Management.Automation.ScriptBlock",
    TypeExpressionAst: lambda _: "System.Type",
    BinaryExpressionAst: _binary,
    UnaryExpressionAst: _unary,
}
