"""Script blocks, parameters, attributes, functions and types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .base import Ast, AttributeBaseAst, MemberAst, StatementAst

if TYPE_CHECKING:
    from .base import ExpressionAst
    from .expressions import ScriptBlockExpressionAst, VariableExpressionAst
    from .requirements import ScriptRequirements
    from .statements import TrapStatementAst, UsingStatementAst
    from .type_names import AnyTypeName


class ScriptBlockAst(Ast):
    """A script, the body of a function, or what stands in `{ }`."""

    __slots__ = (
        "attributes", "begin_block", "clean_block", "dynamic_param_block", "end_block",
        "param_block", "process_block", "script_requirements", "using_statements",
    )
    kind: ClassVar[str] = "ScriptBlock"
    _fields: ClassVar[tuple[str, ...]] = (
        "using_statements", "attributes", "param_block", "dynamic_param_block",
        "begin_block", "process_block", "end_block", "clean_block",
    )

    def __init__(
        self, start: int, end: int,
        using_statements: list[UsingStatementAst],
        attributes: list[AttributeAst],
        param_block: ParamBlockAst | None,
        dynamic_param_block: NamedBlockAst | None,
        begin_block: NamedBlockAst | None,
        process_block: NamedBlockAst | None,
        end_block: NamedBlockAst | None,
        clean_block: NamedBlockAst | None,
        script_requirements: ScriptRequirements | None,
    ) -> None:
        self.start = start
        self.end = end
        self.using_statements = using_statements
        self.attributes = attributes
        self.param_block = param_block
        self.dynamic_param_block = dynamic_param_block
        self.begin_block = begin_block
        self.process_block = process_block
        self.end_block = end_block
        self.clean_block = clean_block
        self.script_requirements = script_requirements


class ParamBlockAst(Ast):
    """`param ( ... )` with the attributes above it."""

    __slots__ = ("attributes", "parameters")
    kind: ClassVar[str] = "ParamBlock"
    _fields: ClassVar[tuple[str, ...]] = ("attributes", "parameters")

    def __init__(self, start: int, end: int, attributes: list[AttributeBaseAst], parameters: list[ParameterAst]) -> None:
        self.start = start
        self.end = end
        self.attributes = attributes
        self.parameters = parameters


class ParameterAst(Ast):
    """One parameter; `name` is its variable."""

    __slots__ = ("attributes", "default_value", "name")
    kind: ClassVar[str] = "Parameter"
    _fields: ClassVar[tuple[str, ...]] = ("attributes", "name", "default_value")

    def __init__(
        self, start: int, end: int,
        name: VariableExpressionAst,
        attributes: list[AttributeBaseAst],
        default_value: ExpressionAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.attributes = attributes
        self.default_value = default_value


class NamedBlockAst(Ast):
    """`begin`, `process`, `end`, `clean`, `dynamicparam`, or the unnamed body; `block_kind` is the token kind."""

    __slots__ = ("block_kind", "statements", "traps", "unnamed")
    kind: ClassVar[str] = "NamedBlock"
    _fields: ClassVar[tuple[str, ...]] = ("statements", "traps")

    def __init__(
        self, start: int, end: int,
        block_kind: str,
        unnamed: bool,
        statements: list[StatementAst],
        traps: list[TrapStatementAst],
    ) -> None:
        self.start = start
        self.end = end
        self.block_kind = block_kind
        self.unnamed = unnamed
        self.statements = statements
        self.traps = traps


class AttributeAst(AttributeBaseAst):
    """`[Name(positional, named = value)]`."""

    __slots__ = ("named_arguments", "positional_arguments", "type_name")
    kind: ClassVar[str] = "Attribute"
    _fields: ClassVar[tuple[str, ...]] = ("positional_arguments", "named_arguments")

    def __init__(
        self, start: int, end: int,
        type_name: AnyTypeName,
        positional_arguments: list[ExpressionAst],
        named_arguments: list[NamedAttributeArgumentAst],
    ) -> None:
        self.start = start
        self.end = end
        self.type_name = type_name
        self.positional_arguments = positional_arguments
        self.named_arguments = named_arguments


class TypeConstraintAst(AttributeBaseAst):
    """`[type]` before a variable, a parameter or a value."""

    __slots__ = ("type_name",)
    kind: ClassVar[str] = "TypeConstraint"

    def __init__(self, start: int, end: int, type_name: AnyTypeName) -> None:
        self.start = start
        self.end = end
        self.type_name = type_name


class NamedAttributeArgumentAst(Ast):
    """`Name = argument`, or `Name` alone, which stands for true."""

    __slots__ = ("argument", "argument_name", "expression_omitted")
    kind: ClassVar[str] = "NamedAttributeArgument"
    _fields: ClassVar[tuple[str, ...]] = ("argument",)

    def __init__(self, start: int, end: int, argument_name: str, argument: ExpressionAst, expression_omitted: bool) -> None:
        self.start = start
        self.end = end
        self.argument_name = argument_name
        self.argument = argument
        self.expression_omitted = expression_omitted


class FunctionDefinitionAst(StatementAst):
    """`function`, `filter` or `workflow`.

    `parameters` are those in round brackets behind the name, None without brackets.
    """

    __slots__ = (
        "body", "is_filter", "is_workflow", "name",
        "name_end", "name_start", "parameters",
    )
    kind: ClassVar[str] = "FunctionDefinition"
    _fields: ClassVar[tuple[str, ...]] = ("parameters", "body")

    def __init__(
        self, start: int, end: int,
        is_filter: bool,
        is_workflow: bool,
        name: str,
        name_start: int,
        name_end: int,
        parameters: list[ParameterAst] | None,
        body: ScriptBlockAst,
    ) -> None:
        self.start = start
        self.end = end
        self.is_filter = is_filter
        self.is_workflow = is_workflow
        self.name = name
        self.name_start = name_start
        self.name_end = name_end
        self.parameters = parameters
        self.body = body


class TypeDefinitionAst(StatementAst):
    """`class`, `enum` or `interface`; `type_attributes` is `Class`, `Enum` or `Interface`."""

    __slots__ = ("attributes", "base_types", "members", "name", "type_attributes")
    kind: ClassVar[str] = "TypeDefinition"
    _fields: ClassVar[tuple[str, ...]] = ("attributes", "base_types", "members")

    def __init__(
        self, start: int, end: int,
        name: str,
        type_attributes: str,
        attributes: list[AttributeAst],
        base_types: list[TypeConstraintAst],
        members: list[MemberAst],
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.type_attributes = type_attributes
        self.attributes = attributes
        self.base_types = base_types
        self.members = members


class PropertyMemberAst(MemberAst):
    """A property of a class, or a label of an enum.

    `property_attributes` is as .NET prints it, such as `Public, Static`.
    """

    __slots__ = ("attributes", "initial_value", "name", "property_attributes", "property_type")
    kind: ClassVar[str] = "PropertyMember"
    _fields: ClassVar[tuple[str, ...]] = ("property_type", "attributes", "initial_value")

    def __init__(
        self, start: int, end: int,
        name: str,
        property_attributes: str,
        property_type: TypeConstraintAst | None,
        attributes: list[AttributeAst],
        initial_value: ExpressionAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.property_attributes = property_attributes
        self.property_type = property_type
        self.attributes = attributes
        self.initial_value = initial_value


class FunctionMemberAst(MemberAst):
    """A method of a class."""

    __slots__ = ("attributes", "function_definition_ast", "method_attributes", "return_type")
    kind: ClassVar[str] = "FunctionMember"
    _fields: ClassVar[tuple[str, ...]] = ("function_definition_ast", "return_type", "attributes")

    def __init__(
        self, start: int, end: int,
        function_definition_ast: FunctionDefinitionAst,
        method_attributes: str,
        return_type: TypeConstraintAst | None,
        attributes: list[AttributeAst],
    ) -> None:
        self.start = start
        self.end = end
        self.function_definition_ast = function_definition_ast
        self.method_attributes = method_attributes
        self.return_type = return_type
        self.attributes = attributes


class ConfigurationDefinitionAst(StatementAst):
    """A DSC `configuration`."""

    __slots__ = ("body", "configuration_type", "instance_name")
    kind: ClassVar[str] = "ConfigurationDefinition"
    _fields: ClassVar[tuple[str, ...]] = ("instance_name", "body")

    def __init__(self, start: int, end: int, instance_name: ExpressionAst, body: ScriptBlockExpressionAst, configuration_type: str) -> None:
        self.start = start
        self.end = end
        self.instance_name = instance_name
        self.body = body
        self.configuration_type = configuration_type
