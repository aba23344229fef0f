"""The lines that machines compare: details of nodes, levels, numbers as .NET prints them."""

from __future__ import annotations

import pytest

from pipeline.powershell.dump import ast_lines, number_text, token_lines
from pipeline.powershell.script import parse


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"), (0.1, "0.1"), (1e15, "1E+15"), (123456789012345.0, "123456789012345"), (1e-5, "1E-05"), (0.0001, "0.0001"), (-2.5, "-2.5"),
        (1.5e300, "1.5E+300"), (1e16, "1E+16"), (0.0, "0"),
    ],
)
def test_doubles(value: float, text: str) -> None:
    assert number_text(value, "Double") == text


def test_a_tree() -> None:
    assert ast_lines(parse("a -b:1 > $c")) == [
        "ScriptBlock 0 11",
        ">NamedBlock 0 11 !End",
        ">>Pipeline 0 11",
        ">>>Command 0 11 Unknown",
        ">>>>StringConstantExpression 0 1 BareWord:ca978112",
        ">>>>CommandParameter 2 6 b",
        ">>>>>ConstantExpression 5 6 Int32:1",
        ">>>>FileRedirection 7 11 Output>",
        ">>>>>VariableExpression 9 11 $c",
    ]


def test_line_ends_are_taken_out_of_details() -> None:
    assert ast_lines(parse("${a\r\nb}"))[-1] == ">>>>VariableExpression 0 7 $ab"


def test_tokens_in_strings() -> None:
    assert token_lines(parse('"$(b "$c")"')) == [
        "StringExpandable 0 11", ">DollarParen 1 3", ">Identifier 3 4 C", ">StringExpandable 5 9", ">>Variable 6 8", ">RParen 9 10",
        "EndOfInput 11 11",
    ]


def test_a_tree_of_any_depth_has_lines_of_bounded_length() -> None:
    assert max(map(len, ast_lines(parse("1+" * 5_000 + "1")))) < 1100
