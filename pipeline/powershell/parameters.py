"""The parameters that a script, a function or a method declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .nodes import (
    AttributeAst,
    ConstantExpressionAst,
    ExpressionAst,
    FunctionDefinitionAst,
    ParamBlockAst,
    ParameterAst,
    ScriptBlockAst,
    StringConstantExpressionAst,
    TypeName,
    VariableExpressionAst,
)
from .tables import ALL_SETS, NAMED_ONLY, SWITCH, Role
from .types import constrained_type


@dataclass(frozen=True, slots=True)
class Parameter:
    """`type` is a full .NET name, `System.Object` when there is none or it is not known here.

    `roles`: what it is in each parameter set; of several `[Parameter]` for one set the last holds. `valid_values` are ValidateSet's, None
    for one that is no plain text.
    `attributed` says whether any `[Parameter]` stands before it.
    """

    node: ParameterAst
    name: str
    type: str
    aliases: tuple[str, ...]
    valid_values: tuple[str | None, ...] | None
    roles: Mapping[str, Role]
    attributed: bool

    @property
    def is_switch(self) -> bool:
        return self.type == SWITCH

    @property
    def mandatory(self) -> bool:
        """In some parameter set."""
        return any(role.mandatory for role in self.roles.values())

    @property
    def position(self) -> int | None:
        """The last that is told."""
        return next((role.position for role in reversed(self.roles.values()) if role.position is not None), None)  # type: ignore[call-overload]

    @property
    def from_pipeline(self) -> bool:
        """In some parameter set."""
        return any(role.from_pipeline for role in self.roles.values())

    @property
    def by_property_name(self) -> bool:
        """In some parameter set."""
        return any(role.by_property_name for role in self.roles.values())

    @property
    def default(self) -> ExpressionAst | None:
        return self.node.default_value


def declarations(where: FunctionDefinitionAst | ScriptBlockAst) -> list[ParameterAst]:
    """The parameters in round brackets behind a function's name, or in the `param` block; empty brackets are as good as none."""
    if isinstance(where, FunctionDefinitionAst):
        if where.parameters:
            return where.parameters
        where = where.body
    return where.param_block.parameters if where.param_block else []


def parameters(where: FunctionDefinitionAst | ScriptBlockAst, namespaces: Iterable[str] = ()) -> list[Parameter]:
    """The declared parameters in order; `namespaces` are those of `types.namespaces_of`."""
    return [parameter(node, namespaces) for node in declarations(where)]


def parameter(node: ParameterAst, namespaces: Iterable[str] = ()) -> Parameter:
    """What one declaration says."""
    attributes = [attribute for attribute in node.attributes if isinstance(attribute, AttributeAst)]
    roles: dict[str, Role] = {}
    for attribute in attributes:
        if is_attribute(attribute, "Parameter"):
            name, role = _role(attribute)
            roles.pop(name, None)
            roles[name] = role
    return Parameter(
        node,
        node.name.user_path,
        constrained_type(node.attributes, namespaces),
        tuple(value for a in attributes if is_attribute(a, "Alias") for value in strings(a)),
        next((tuple(map(_text, a.positional_arguments)) for a in attributes if is_attribute(a, "ValidateSet")), None),
        roles or {ALL_SETS: NAMED_ONLY},
        bool(roles),
    )


def is_attribute(attribute: AttributeAst, name: str) -> bool:
    """Whether `[...]` names PowerShell's attribute of this short name, however it is spelled: `[Parameter()]`, `[ParameterAttribute()]`, in full."""
    if not isinstance(attribute.type_name, TypeName):
        return False
    written = attribute.type_name.name.lower().rpartition(".")[2]
    return written.removesuffix("attribute") == name.lower()


def attributes_named(where: Iterable[object], name: str) -> list[AttributeAst]:
    """The attributes of this short name among those of a parameter or a `param` block."""
    return [a for a in where if isinstance(a, AttributeAst) and is_attribute(a, name)]


def block_attributes(where: FunctionDefinitionAst | ScriptBlockAst, name: str) -> list[AttributeAst]:
    """The attributes of this short name before a `param` block, such as `[CmdletBinding()]`."""
    block: ParamBlockAst | None = (where.body if isinstance(where, FunctionDefinitionAst) else where).param_block
    return attributes_named(block.attributes, name) if block else []


def argument(attribute: AttributeAst, name: str) -> ExpressionAst | None:
    """The value of a named argument, as written."""
    for named in reversed(attribute.named_arguments):
        if named.argument_name.lower() == name.lower():
            return named.argument
    return None


def is_set(attribute: AttributeAst, name: str, *, default: bool = False) -> bool:
    """Whether a named argument is true: `Mandatory`, `Mandatory = $true`, `Mandatory = 1`."""
    value = argument(attribute, name)
    return default if value is None else _truth(value)


def strings(attribute: AttributeAst) -> list[str]:
    """The positional arguments that are plain strings or numbers."""
    return [text for value in attribute.positional_arguments if (text := _text(value)) is not None]


def _text(value: ExpressionAst) -> str | None:
    if isinstance(value, StringConstantExpressionAst):
        return value.value
    return str(value.value) if isinstance(value, ConstantExpressionAst) else None


def _role(attribute: AttributeAst) -> tuple[str, Role]:
    name = argument(attribute, "ParameterSetName")
    return name.value if isinstance(name, StringConstantExpressionAst) and name.value else ALL_SETS, Role(
        _integer(argument(attribute, "Position")),
        mandatory=is_set(attribute, "Mandatory"),
        from_pipeline=is_set(attribute, "ValueFromPipeline"),
        by_property_name=is_set(attribute, "ValueFromPipelineByPropertyName"),
        remaining=is_set(attribute, "ValueFromRemainingArguments"),
    )


def _integer(value: ExpressionAst | None) -> int | None:
    if isinstance(value, ConstantExpressionAst):
        return int(value.value)
    if isinstance(value, StringConstantExpressionAst) and value.value.strip().lstrip("-").isdecimal():
        return int(value.value)
    return None


def _truth(value: ExpressionAst) -> bool:
    if isinstance(value, VariableExpressionAst):
        return value.user_path.lower() == "true"
    if isinstance(value, ConstantExpressionAst):
        return bool(value.value)
    return isinstance(value, StringConstantExpressionAst) and bool(value.value)
