"""Values: literals, variables, operators, members, calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .base import ExpressionAst

if TYPE_CHECKING:
    from decimal import Decimal

    from .base import (
        Ast,
        AttributeBaseAst,
        CommandElementAst,
        PipelineBaseAst,
        StatementAst,
    )
    from .blocks import ScriptBlockAst
    from .statements import StatementBlockAst
    from .type_names import AnyTypeName


class ConstantExpressionAst(ExpressionAst):
    """A number (or the `true` that an attribute argument without a value stands for).

    `static_type` is the .NET type without its namespace, such as `Int32`.
    """

    __slots__ = ("static_type", "value")
    kind: ClassVar[str] = "ConstantExpression"

    def __init__(self, start: int, end: int, value: float | Decimal | bool, static_type: str) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.static_type = static_type


class StringConstantExpressionAst(ExpressionAst):
    """A string without anything to expand.

    `string_constant_type`: `SingleQuoted`, `SingleQuotedHereString`, `DoubleQuoted`, `DoubleQuotedHereString` or `BareWord`.
    """

    __slots__ = ("string_constant_type", "value")
    kind: ClassVar[str] = "StringConstantExpression"

    def __init__(self, start: int, end: int, string_constant_type: str, value: str) -> None:
        self.start = start
        self.end = end
        self.string_constant_type = string_constant_type
        self.value = value


class ExpandableStringExpressionAst(ExpressionAst):
    """A string with variables or subexpressions in it.

    `value` is the text with escapes resolved and the nested parts as they were written.
    """

    __slots__ = ("nested_expressions", "string_constant_type", "value")
    kind: ClassVar[str] = "ExpandableStringExpression"
    _fields: ClassVar[tuple[str, ...]] = ("nested_expressions",)

    def __init__(self, start: int, end: int, string_constant_type: str, value: str, nested_expressions: list[ExpressionAst]) -> None:
        self.start = start
        self.end = end
        self.string_constant_type = string_constant_type
        self.value = value
        self.nested_expressions = nested_expressions


class VariableExpressionAst(ExpressionAst):
    """`$name`, `${any name}`, or `@name` when splatted.

    `user_path` is the name with its scope or drive, without sigil and braces.
    """

    __slots__ = ("splatted", "user_path")
    kind: ClassVar[str] = "VariableExpression"

    def __init__(self, start: int, end: int, user_path: str, splatted: bool) -> None:
        self.start = start
        self.end = end
        self.user_path = user_path
        self.splatted = splatted

    @property
    def qualifier(self) -> str | None:
        """The scope or drive before the colon, in lower case: `script`, `env`, `using`."""
        before, colon, _ = self.user_path.partition(":")
        return before.lower() if colon else None

    @property
    def name(self) -> str:
        """The name without its scope or drive."""
        path = self.user_path
        return path.partition(":")[2] if ":" in path else path


class TypeExpressionAst(ExpressionAst):
    """`[type]` where a value is expected."""

    __slots__ = ("type_name",)
    kind: ClassVar[str] = "TypeExpression"

    def __init__(self, start: int, end: int, type_name: AnyTypeName) -> None:
        self.start = start
        self.end = end
        self.type_name = type_name


class TernaryExpressionAst(ExpressionAst):
    """`condition ? if_true : if_false`."""

    __slots__ = ("condition", "if_false", "if_true")
    kind: ClassVar[str] = "TernaryExpression"
    _fields: ClassVar[tuple[str, ...]] = ("condition", "if_true", "if_false")

    def __init__(self, start: int, end: int, condition: ExpressionAst, if_true: ExpressionAst, if_false: ExpressionAst) -> None:
        self.start = start
        self.end = end
        self.condition = condition
        self.if_true = if_true
        self.if_false = if_false


class BinaryExpressionAst(ExpressionAst):
    """Two operands and an operator; `operator` is its token kind.

    `error_position` is where the operator stands.
    """

    __slots__ = ("error_position", "left", "operator", "right")
    kind: ClassVar[str] = "BinaryExpression"
    _fields: ClassVar[tuple[str, ...]] = ("left", "right")

    def __init__(
        self, start: int, end: int,
        left: ExpressionAst,
        operator: str,
        right: ExpressionAst,
        error_position: tuple[int, int],
    ) -> None:
        self.start = start
        self.end = end
        self.left = left
        self.operator = operator
        self.right = right
        self.error_position = error_position


class UnaryExpressionAst(ExpressionAst):
    """An operator before or behind one operand."""

    __slots__ = ("child", "token_kind")
    kind: ClassVar[str] = "UnaryExpression"
    _fields: ClassVar[tuple[str, ...]] = ("child",)

    def __init__(self, start: int, end: int, token_kind: str, child: ExpressionAst) -> None:
        self.start = start
        self.end = end
        self.token_kind = token_kind
        self.child = child


class AttributedExpressionAst(ExpressionAst):
    """An attribute before an expression."""

    __slots__ = ("attribute", "child")
    kind: ClassVar[str] = "AttributedExpression"
    _fields: ClassVar[tuple[str, ...]] = ("attribute", "child")

    def __init__(self, start: int, end: int, attribute: AttributeBaseAst, child: ExpressionAst) -> None:
        self.start = start
        self.end = end
        self.attribute = attribute
        self.child = child


class ConvertExpressionAst(AttributedExpressionAst):
    """A cast: `attribute` is the type, a `TypeConstraintAst`."""

    __slots__ = ()
    kind: ClassVar[str] = "ConvertExpression"


class MemberExpressionAst(ExpressionAst):
    """`expression.member` or `expression::member`."""

    __slots__ = ("expression", "member", "null_conditional", "static")
    kind: ClassVar[str] = "MemberExpression"
    _fields: ClassVar[tuple[str, ...]] = ("expression", "member")

    def __init__(
        self, start: int, end: int,
        expression: ExpressionAst,
        member: CommandElementAst,
        static: bool,
        null_conditional: bool,
    ) -> None:
        self.start = start
        self.end = end
        self.expression = expression
        self.member = member
        self.static = static
        self.null_conditional = null_conditional


class InvokeMemberExpressionAst(MemberExpressionAst):
    """A call of a method."""

    __slots__ = ("arguments", "generic_type_arguments")
    kind: ClassVar[str] = "InvokeMemberExpression"
    _fields: ClassVar[tuple[str, ...]] = ("expression", "member", "arguments")

    def __init__(
        self, start: int, end: int,
        expression: ExpressionAst,
        member: CommandElementAst,
        static: bool,
        null_conditional: bool,
        arguments: list[ExpressionAst],
        generic_type_arguments: list[AnyTypeName],
    ) -> None:
        self.start = start
        self.end = end
        self.expression = expression
        self.member = member
        self.static = static
        self.null_conditional = null_conditional
        self.arguments = arguments
        self.generic_type_arguments = generic_type_arguments


class BaseCtorInvokeMemberExpressionAst(InvokeMemberExpressionAst):
    """The call of the base constructor of a class."""

    __slots__ = ()
    kind: ClassVar[str] = "BaseCtorInvokeMemberExpression"


class IndexExpressionAst(ExpressionAst):
    """`target[index]`."""

    __slots__ = ("index", "null_conditional", "target")
    kind: ClassVar[str] = "IndexExpression"
    _fields: ClassVar[tuple[str, ...]] = ("target", "index")

    def __init__(self, start: int, end: int, target: ExpressionAst, index: ExpressionAst, null_conditional: bool) -> None:
        self.start = start
        self.end = end
        self.target = target
        self.index = index
        self.null_conditional = null_conditional


class ArrayLiteralAst(ExpressionAst):
    """Expressions with commas between them."""

    __slots__ = ("elements",)
    kind: ClassVar[str] = "ArrayLiteral"
    _fields: ClassVar[tuple[str, ...]] = ("elements",)

    def __init__(self, start: int, end: int, elements: list[ExpressionAst]) -> None:
        self.start = start
        self.end = end
        self.elements = elements


class ArrayExpressionAst(ExpressionAst):
    """`@( ... )`."""

    __slots__ = ("sub_expression",)
    kind: ClassVar[str] = "ArrayExpression"
    _fields: ClassVar[tuple[str, ...]] = ("sub_expression",)

    def __init__(self, start: int, end: int, sub_expression: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.sub_expression = sub_expression


class SubExpressionAst(ExpressionAst):
    """`$( ... )`."""

    __slots__ = ("sub_expression",)
    kind: ClassVar[str] = "SubExpression"
    _fields: ClassVar[tuple[str, ...]] = ("sub_expression",)

    def __init__(self, start: int, end: int, sub_expression: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.sub_expression = sub_expression


class ParenExpressionAst(ExpressionAst):
    """`( ... )`."""

    __slots__ = ("pipeline",)
    kind: ClassVar[str] = "ParenExpression"
    _fields: ClassVar[tuple[str, ...]] = ("pipeline",)

    def __init__(self, start: int, end: int, pipeline: PipelineBaseAst) -> None:
        self.start = start
        self.end = end
        self.pipeline = pipeline


class HashtableAst(ExpressionAst):
    """`@{ key = value }`."""

    __slots__ = ("key_value_pairs",)
    kind: ClassVar[str] = "Hashtable"
    _fields: ClassVar[tuple[str, ...]] = ("key_value_pairs",)

    def __init__(self, start: int, end: int, key_value_pairs: list[tuple[ExpressionAst, StatementAst]]) -> None:
        self.start = start
        self.end = end
        self.key_value_pairs = key_value_pairs


class ScriptBlockExpressionAst(ExpressionAst):
    """`{ ... }` as a value."""

    __slots__ = ("script_block",)
    kind: ClassVar[str] = "ScriptBlockExpression"
    _fields: ClassVar[tuple[str, ...]] = ("script_block",)

    def __init__(self, start: int, end: int, script_block: ScriptBlockAst) -> None:
        self.start = start
        self.end = end
        self.script_block = script_block


class UsingExpressionAst(ExpressionAst):
    """`$using:name`."""

    __slots__ = ("sub_expression",)
    kind: ClassVar[str] = "UsingExpression"
    _fields: ClassVar[tuple[str, ...]] = ("sub_expression",)

    def __init__(self, start: int, end: int, sub_expression: ExpressionAst) -> None:
        self.start = start
        self.end = end
        self.sub_expression = sub_expression


class ErrorExpressionAst(ExpressionAst):
    """What could not be read where an expression was expected."""

    __slots__ = ("nested_ast",)
    kind: ClassVar[str] = "ErrorExpression"
    _fields: ClassVar[tuple[str, ...]] = ("nested_ast",)

    def __init__(self, start: int, end: int, nested_ast: list[Ast]) -> None:
        self.start = start
        self.end = end
        self.nested_ast = nested_ast
