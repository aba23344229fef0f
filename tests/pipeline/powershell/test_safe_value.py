"""Data that may be read without running anything."""

from decimal import Decimal
from typing import Any

import pytest

from pipeline.powershell.nodes import ScriptBlockExpressionAst
from pipeline.powershell.safe_value import (
    UnsafeValueError,
    is_safe,
    read_data,
    safe_value,
)
from pipeline.powershell.script import parse


@pytest.mark.parametrize(("text", "value"), [
    ("", None), ("1", 1), ("-1", -1), ("1.5", 1.5), ("1d", Decimal(1)), ("'a'", "a"), ('"a"', "a"), ("@'\na\n'@", "a"),
    ("$true", True), ("$FALSE", False), ("$null", None), ("!$true", False), ("-not $false", True),
    ("1, 'a'", [1, "a"]), (",1", [1]), ("@()", []), ("@(1)", [1]), ("@(1, 2)", [1, 2]), ("@(1; 2, 3)", [1, 2, 3]), ("@(@(1, 2), 3)", [[1, 2], 3]),
    ("(1)", 1), ("$(1)", 1), ("$(1; 2)", [1, 2]), ("$()", None),
    ("@{}", {}), ("@{ a = 1; 'b c' = @{ d = 'e' } }", {"a": 1, "b c": {"d": "e"}}), ("@{ 1 = 2 }", {1: 2}),
    ("@{ a = 1, 2\nb = $null }", {"a": [1, 2], "b": None}),
    ("[string]1", "1"), ("[int]'12'", 12), ("[bool]1", True), ("[long]3", 3),
    ("@{ a = 1 }['A']", 1), ("(1, 2)[1]", 2), ("(1, 2)[5]", None), ("$true ? 1 : 2", 1),
])
def test_constants_have_a_value(text: str, value: Any) -> None:
    found = safe_value(parse(text).root)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("text", "reason"), [
    ("Get-Date", "command"), ("@{ a = Get-Date }", "command"), ("1 | Out-Null", "command"), ("$x", "variable x"), ("$env:PATH", "variable"),
    ('"a $x"', "expand"), ("1 + 1", "BinaryExpression"), ("[int]::MaxValue", "MemberExpression"), ("'a'.Length", "MemberExpression"),
    ("[datetime]'2020-01-01'", "cast"), ("[int]'x'", "cast"), ("[No.Such]1", "cast"), ("if ($true) { 1 }", "IfStatement"),
    ("$x = 1", "AssignmentStatement"), ("@{ $null = 1 }", "key"),
    ("function f {}", "FunctionDefinition"), ("param($x)", "parameters"), ("begin { }", "blocks"), ("@{ a = 1; A = 2 }", "twice"),
    ("1 > file", "command"), ("$(trap { } 1)", "trap"), ("1; 2 + 3", "BinaryExpression"), ("@{ a = 1 }[1, 2]", "index"), ("-'a'", "operator"),
    ("'a' ? 1 : 2", "condition"),
])
def test_code_is_refused_with_a_reason(text: str, reason: str) -> None:
    root = parse(text).root
    with pytest.raises(UnsafeValueError, match=reason):
        safe_value(root)
    assert not is_safe(root)


def test_a_script_block_stays_a_node() -> None:
    assert isinstance(safe_value(parse("@{ a = { 1 } }").root)["a"], ScriptBlockExpressionAst)


def test_a_data_file_is_a_table() -> None:
    assert read_data(parse("# a comment\n@{ ModuleVersion = '1.0' }\n")) == {"ModuleVersion": "1.0"}
    with pytest.raises(UnsafeValueError, match="no table"):
        read_data(parse("1"))


def test_depth_is_a_reason_and_no_crash() -> None:
    text = "@(" * 400 + ")" * 400
    try:
        safe_value(parse(text).root)
    except UnsafeValueError as error:
        assert "nested too deeply" in str(error) or "have to be run" in str(error)  # noqa: PT017 - either end is right
