"""Declared parameters."""

from typing import Any

import pytest

from pipeline.powershell.nodes import FunctionDefinitionAst
from pipeline.powershell.parameters import (
    Parameter,
    block_attributes,
    is_set,
    parameters,
    strings,
)
from pipeline.powershell.script import parse
from pipeline.powershell.tables import ALL_SETS


def declared(text: str) -> list[Parameter]:
    return parameters(parse(text).root)


@pytest.mark.parametrize(("text", "wanted"), [
    ("$A", {"name": "A", "type": "System.Object", "mandatory": False, "position": None, "valid_values": None, "aliases": ()}),
    ("[string]$A", {"type": "System.String"}),
    ("[int[]][ValidateNotNull()]$A", {"type": "System.Int32[]"}),
    ("[ValidateNotNull()][int][string]$A", {"type": "System.Int32"}),
    ("[Windows.Forms.Form]$A", {"type": "System.Object"}),
    ("[switch]$A", {"is_switch": True}),
    ("[Parameter(Mandatory)]$A", {"mandatory": True}),
    ("[Parameter(Mandatory = $true)]$A", {"mandatory": True}),
    ("[Parameter(Mandatory = $false)]$A", {"mandatory": False}),
    ("[Parameter(Mandatory = 1)]$A", {"mandatory": True}),
    ("[System.Management.Automation.ParameterAttribute(Mandatory)]$A", {"mandatory": True}),
    ("[Parameter(Position = 2)]$A", {"position": 2}),
    ("[Parameter(Position = -3)]$A", {"position": -3}),
    ("[Parameter(Position = 1, ParameterSetName = 'a')][Parameter(Position = 0, ParameterSetName = 'b')]$A", {"position": 0}),
    ("[Parameter(ValueFromPipeline)]$A", {"from_pipeline": True, "by_property_name": False}),
    ("[Parameter(ValueFromPipelineByPropertyName)]$A", {"from_pipeline": False, "by_property_name": True}),
    ("[Alias('b', 'c')][Alias('d')]$A", {"aliases": ("b", "c", "d")}),
    ("[ValidateSet('x', \"y\", 3)]$A", {"valid_values": ("x", "y", "3")}),
    ("[ValidateSet('x', $y)]$A", {"valid_values": ("x", None)}),
    ("[ValidateSet()]$A", {"valid_values": ()}),
    ("${a b}", {"name": "a b"}),
])
def test_a_parameter_says(text: str, wanted: dict[str, Any]) -> None:
    (parameter,) = declared(f"param({text})")
    assert {key: getattr(parameter, key) for key in wanted} == wanted


def test_roles_go_by_set() -> None:
    (parameter,) = declared("param([Parameter(ParameterSetName='a', Mandatory)][Parameter(ParameterSetName='b', Position=0)]$A)")
    assert {name: (role.position, role.mandatory) for name, role in parameter.roles.items()} == {"a": (None, True), "b": (0, False)}
    (plain,) = declared("param($A)")
    assert list(plain.roles) == [ALL_SETS]


def test_a_default_is_an_expression() -> None:
    text = "param($A = (Get-Date), $B)"
    first, second = declared(text)
    assert first.default is not None
    assert text[first.default.start:first.default.end] == "(Get-Date)"
    assert second.default is None


@pytest.mark.parametrize("text", ["function f($A, $B) {}", "function f { param($A, $B) }", "function f() { param($A, $B) }", "filter f($A, $B) {}"])
def test_parameters_stand_in_brackets_or_in_the_block(text: str) -> None:
    (function,) = parse(text).nodes[FunctionDefinitionAst]
    assert isinstance(function, FunctionDefinitionAst)
    assert [p.name for p in parameters(function)] == ["A", "B"]


def test_attributes_of_the_block() -> None:
    root = parse("[CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)][Alias('x')]param()").root
    (binding,) = block_attributes(root, "cmdletbinding")
    assert is_set(binding, "SupportsShouldProcess")
    assert not is_set(binding, "PositionalBinding", default=True)
    assert is_set(binding, "Other", default=True)
    assert strings(block_attributes(root, "Alias")[0]) == ["x"]
    assert block_attributes(parse("1").root, "CmdletBinding") == []
