"""Numbers: which type computes, what happens where the result does not fit, how numbers read as text."""

import pytest

from tests.pipeline.powershell.folding.folded import folded

ARITHMETIC = [
    ("1 + 2", "Int32 3"),
    ("7 / 2", "Double 3.5"),
    ("8 / 2", "Int32 4"),
    ("-7 % 3", "Int32 -1"),
    ("2147483647 + 1", "Double 2147483648"),
    ("2147483648 + 1", "Int64 2147483649"),
    ("9223372036854775807 + 1", "Double 9.22337203685478E+18"),
    ("[byte]200 + [byte]100", "Int32 300"),
    ("5l + 1", "Int64 6"),
    ("7ul + 1", "UInt64 8"),
    ("7ul + -8", "Double -1"),
    ("1.5 + 1", "Double 2.5"),
    ("1.5d * 2", "Decimal 3.0"),
    ("1d / 4", "Decimal 0.25"),
    ("1d / 3", "unknown"),
    ("1 / 0", "error"),
    ("1.0 % 0", "Double NaN"),
    ("1.0 / 0", "unknown"),
    ("10 * '3'", "Int32 30"),
    ("3 + '0x10'", "Int32 19"),
    ("3 - '1kb'", "Int32 -1021"),
    ("3 + 'three'", "error"),
    ("'12' - 3", "Int32 9"),
    ("$null + 5", "Int32 5"),
    ("$null - 5", "Int32 -5"),
    ("$true + 1", "Int32 2"),
    ("[char]97 + 1", "Int32 98"),
    ("[char]97 + [char]98", "String ab"),
    ("[char]'z' - [char]'a'", "Int32 25"),
    ("[char]97 * 3", "error"),
    ("+'5'", "Int32 5"),
    ("-'5.5'", "Double -5.5"),
    ("1kb", "Int32 1024"),
    ("0xff", "Int32 255"),
    ("0xffffffff", "Int32 -1"),
    ("1/3", "Double 0.333333333333333"),
    ('"$(1/3)"', "String 0.333333333333333"),
    ("(1/3).ToString()", "String 0.3333333333333333"),
    ("1e15", "Double 1E+15"),
    ("0.00001", "Double 1E-05"),
    ("0.0001", "Double 0.0001"),
    ("[single]0.1", "Single 0.1"),
    ("[bigint]2 * 10000000000", "Numerics.BigInteger 20000000000"),
]


@pytest.mark.parametrize(("expression", "value"), ARITHMETIC)
def test_arithmetic(expression: str, value: str) -> None:
    assert folded(expression) == value


BITS = [
    ("6 -band 3", "Int32 2"),
    ("6 -bor 3", "Int32 7"),
    ("6 -bxor 3", "Int32 5"),
    ("-bnot 5", "Int32 -6"),
    ("1 -shl 33", "Int32 2"),  # the count is taken modulo the width
    ("1l -shl 33", "Int64 8589934592"),
    ("1 -shl 31", "Int32 -2147483648"),
    ("-8 -shr 1", "Int32 -4"),
    ("2.5 -band 3", "UInt64 2"),  # reals are rounded, halves to even, and count as 64 bits
    ("3.5 -band 255", "UInt64 4"),
    ("-2.5 -bor 0", "Int64 -2"),
    ("1.83 -shr 0", "Int32 2"),
    ("[uint64]5 -band -1", "UInt64 5"),
    ("'12' -bxor 5", "Int32 9"),
    ("$null -bor 4", "Int32 4"),
]


@pytest.mark.parametrize(("expression", "value"), BITS)
def test_bits(expression: str, value: str) -> None:
    assert folded(expression) == value


CASTS = [
    ("[int]2.5", "Int32 2"),
    ("[int]3.5", "Int32 4"),
    ("[int]'0x1F'", "Int32 31"),
    ("[int]' 12 '", "Int32 12"),
    ("[int]'1.5'", "Int32 2"),
    ("[int]''", "Int32 0"),
    ("[int]$null", "Int32 0"),
    ("[int]'abc'", "error"),
    ("[int][char]'A'", "Int32 65"),
    ("[byte]256", "error"),
    ("[byte]'0x41'", "Byte 65"),
    ("[char]65", "Char A"),
    ("[char]'AB'", "error"),
    ("[char]0x20AC", "Char €"),
    ("[char]$true", "error"),
    ("[string]12.50", "String 12.5"),
    ("[bool]'False'", "Boolean True"),
    ("[bool]@(0)", "Boolean False"),
    ("[bool]@(0,0)", "Boolean True"),
    ("[double]'1e3'", "Double 1000"),
    ("[long]'5'", "Int64 5"),
    ("'5' -as [int]", "Int32 5"),
    ("'x' -as [int]", "null"),
    ("[int]'1,000'", "unknown"),  # a question of culture
]


@pytest.mark.parametrize(("expression", "value"), CASTS)
def test_casts(expression: str, value: str) -> None:
    assert folded(expression) == value
