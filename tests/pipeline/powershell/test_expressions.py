"""What has a value: operators, members, literals."""

from __future__ import annotations

import pytest

from tests.pipeline.powershell.shapes import tree

PRECEDENCE = [
    ("1 + 2 * 3", "Binary Plus(Int32:1, Binary Multiply(Int32:2, Int32:3))"),
    ("(1 + 2) * 3", "Binary Multiply(Paren(Binary Plus(Int32:1, Int32:2)), Int32:3)"),
    ("1 - 2 - 3", "Binary Minus(Binary Minus(Int32:1, Int32:2), Int32:3)"),
    ("2 + 3..5 * 2", "Binary Plus(Int32:2, Binary Multiply(Binary DotDot(Int32:3, Int32:5), Int32:2))"),
    ("$x -f 1 -eq 2", "Binary Ieq(Binary Format($x, Int32:1), Int32:2)"),
    ("1 -shl 2 -band 3", "Binary Band(Binary Shl(Int32:1, Int32:2), Int32:3)"),
    ("$a -eq 1 -or $b -and $c", "Binary And(Binary Or(Binary Ieq($a, Int32:1), $b), $c)"),
    ("$a ?? $b ?? $c", "Binary QuestionQuestion(Binary QuestionQuestion($a, $b), $c)"),
    ("$a -eq $b ?? $c", "Binary Ieq($a, Binary QuestionQuestion($b, $c))"),
    ("$a -join ',' -replace 'x', 'y'", "Binary Ireplace(Binary Join($a, ','), ArrayLiteral('x', 'y'))"),
]


@pytest.mark.parametrize(("source", "expected"), PRECEDENCE)
def test_precedence(source: str, expected: str) -> None:
    """From closest: `..`, `-f`, `*`, `+`, `??`, comparison, bitwise, logical; equal ones bind to the left."""
    assert tree(source) == expected


UNARY = [
    ("-$a + 1", "Binary Plus(Unary Minus($a), Int32:1)"),
    ("- 5", "Unary Minus(Int32:5)"),
    ("-5", "Int32:-5"),
    ("+5", "Int32:5"),
    ("!$a -and $b", "Binary And(Unary Exclaim($a), $b)"),
    ("-not $a -eq $b", "Binary Ieq(Unary Not($a), $b)"),
    ("-bnot 1 -bor 2", "Binary Bor(Unary Bnot(Int32:1), Int32:2)"),
    ("-split 'a b'", "Unary Isplit('a b')"),
    (",1", "ArrayLiteral(Int32:1)"),
    ("++$i; $i--", "Unary PlusPlus($i); Unary PostfixMinusMinus($i)"),
    ("-join ($a)", "Unary Join(Paren($a))"),
    ("[int]'5' + 1", "Binary Plus(Convert([int], '5'), Int32:1)"),
    ("[int][string]$x", "Convert([int], Convert([string], $x))"),
]


@pytest.mark.parametrize(("source", "expected"), UNARY)
def test_unary(source: str, expected: str) -> None:
    assert tree(source) == expected


COMMAS = [
    ("1, 2 + 3, 4", "Binary Plus(ArrayLiteral(Int32:1, Int32:2), ArrayLiteral(Int32:3, Int32:4))"),
    ("'{0}' -f 1, 2", "Binary Format('{0}', ArrayLiteral(Int32:1, Int32:2))"),
    ("(1, 2), 3", "ArrayLiteral(Paren(ArrayLiteral(Int32:1, Int32:2)), Int32:3)"),
]


@pytest.mark.parametrize(("source", "expected"), COMMAS)
def test_commas(source: str, expected: str) -> None:
    """They bind closer than any binary operator."""
    assert tree(source) == expected


TERNARY = [
    ("$a ? $b : $c", "Ternary($a, $b, $c)"),
    ("$a ? $b : $c ? 1 : 2", "Ternary($a, $b, Ternary($c, Int32:1, Int32:2))"),
    ("$a ? 1:2", "Ternary($a, Int32:1, Int32:2)"),
]


@pytest.mark.parametrize(("source", "expected"), TERNARY)
def test_ternary(source: str, expected: str) -> None:
    assert tree(source) == expected


MEMBERS_CALLS_AND_INDEXES = [
    ("$x.y.z(1, (2))[0]", "Index(InvokeMember .(Member .($x, y), z, Int32:1, Paren(Int32:2)), Int32:0)"),
    ("$x::y; [a]::b('c')", "Member ::($x, y); InvokeMember ::(Type a, b, 'c')"),
    ('$x.\'a b\'."$c".$d', "Member .(Member .(Member .($x, 'a b'), Expandable '$c'($c)), $d)"),
    ("$x<# why #>.y<##><##>[0]; $z<# no member #>", "Index(Member .($x, y), Int32:0); $z"),
    ("$x.(1 + 2)", "Member .($x, Paren(Binary Plus(Int32:1, Int32:2)))"),
    ("$x.where{ $_ }", "InvokeMember .($x, where, ScriptBlock($_))"),
    ("$x.M[int]('a'); $x.y[0]", "InvokeMember .($x, M, 'a'); Index(Member .($x, y), Int32:0)"),
    ("$a?.b; ${a}?.b; ${a}?[0]; ${a}?.b()", "Member .($a?, b); Member ?.($a, b); Index ?($a, Int32:0); InvokeMember ?.($a, b)"),
    (
        '"abc".Length; \'a\'[0]; 5.5.ToString(); @{a = 1}.a; {1}.Invoke()',
        (
            "Member .('abc', Length); Index('a', Int32:0); InvokeMember .(Double:5.5, ToString); Member .(Hashtable(a, Int32:1), a); "
            "InvokeMember .(ScriptBlock(Int32:1), Invoke)"
        ),
    ),
    ("$x.\ny", "Member .($x, y)"),
    ("$x.y.if.class", "Member .(Member .(Member .($x, y), if), class)"),
    ("$x.y(\n1,\n2\n)", "InvokeMember .($x, y, Int32:1, Int32:2)"),
]


@pytest.mark.parametrize(("source", "expected"), MEMBERS_CALLS_AND_INDEXES)
def test_members_calls_and_indexes(source: str, expected: str) -> None:
    assert tree(source) == expected


TYPES_AND_ATTRIBUTES = [
    ("[a.b+c]::D", "Member ::(Type a.b+c, D)"),
    (
        "[list[[int], string]]; [int[,]]; [int[][]]; [d[string, list[int]]]::new()",
        "Type list[int,string]; Type int[,]; Type int[][]; InvokeMember ::(Type d[string,list[int]], new)",
    ),
    ("[x.y, z, Version=1.0]", "Type x.y,z, Version=1.0"),
    ("[int[]](1, 2)", "Convert([int[]], Paren(ArrayLiteral(Int32:1, Int32:2)))"),
    ("[ValidateNotNull()][int]$x = 1", "Assignment Equals(Attributed(Attribute ValidateNotNull, Convert([int], $x)), Int32:1)"),
    (
        "[A('b', C = 1, D)]$x = 2",
        "Assignment Equals(Attributed(Attribute A('b', NamedAttributeArgument C(Int32:1), NamedAttributeArgument D!(Boolean:True)), $x), Int32:2)",
    ),
    ("[ordered]@{ a = 1 }", "Convert([ordered], Hashtable(a, Int32:1))"),
]


@pytest.mark.parametrize(("source", "expected"), TYPES_AND_ATTRIBUTES)
def test_types_and_attributes(source: str, expected: str) -> None:
    assert tree(source) == expected


ARRAYS_AND_HASHTABLES = [
    (
        "@(); @(1); @(1, 2); @(a; b)",
        "Array(Block); Array(Block(Int32:1)); Array(Block(ArrayLiteral(Int32:1, Int32:2))); Array(Block(Command(a), Command(b)))",
    ),
    (
        '@{}; @{a = 1}; @{ \'a\' = 1; "b$c" = 2; 3 = 4; $d = 5; (6) = 7; if = 8; -9 = 10 }',
        (
            "Hashtable; Hashtable(a, Int32:1); Hashtable('a', Int32:1, Expandable 'b$c'($c), Int32:2, Int32:3, Int32:4, $d, Int32:5, "
            "Paren(Int32:6), Int32:7, if, Int32:8, Int32:-9, Int32:10)"
        ),
    ),
    ("@{\na = 1\nb =\n2\n}", "Hashtable(a, Int32:1, b, Int32:2)"),
    ("@{ a = b | c; d = if (1) { 2 } }", "Hashtable(a, Pipeline(Command(b), Command(c)), d, If(Int32:1, Block(Int32:2)))"),
]


@pytest.mark.parametrize(("source", "expected"), ARRAYS_AND_HASHTABLES)
def test_arrays_and_hashtables(source: str, expected: str) -> None:
    assert tree(source) == expected


STRINGS = [
    ('"a $b $($c.d) ${e} $f:g"', "Expandable 'a $b $($c.d) ${e} $f:g'($b, Sub(Block(Member .($c, d))), $e, $f:g)"),
    ('\'a\' + "b"', "Binary Plus('a', 'b')"),
    ('"a $("b $("c")") d"', 'Expandable \'a $("b $("c")") d\'(Sub(Block(Expandable \'b $("c")\'(Sub(Block(\'c\'))))))'),
    ('"$(if (1) { 2 })"', "Expandable '$(if (1) { 2 })'(Sub(Block(If(Int32:1, Block(Int32:2)))))"),
    ('"a ""b"" `"c`" `t`u{41}"', '\'a "b" "c" \\tA\''),
    ('@"\na $b\n"c"\n"@', 'Expandable \'a $b\\n"c"\'($b)'),
    ("@'\na $b\n'@", "'a $b'"),
    ("@'\n'@", "''"),
    ("$a + @'\nb\n'@ + $c", "Binary Plus(Binary Plus($a, 'b'), $c)"),
]


@pytest.mark.parametrize(("source", "expected"), STRINGS)
def test_strings(source: str, expected: str) -> None:
    assert tree(source) == expected


NUMBERS = [
    ("1, 2147483647, 2147483648, 9223372036854775808", "ArrayLiteral(Int32:1, Int32:2147483647, Int64:2147483648, Decimal:9223372036854775808)"),
    ("0x7FFFFFFF, 0xFFFFFFFF, 0x1FFFFFFFF, 0b101", "ArrayLiteral(Int32:2147483647, Int32:-1, Int64:8589934591, Int32:5)"),
    ("1.5, 1e3, .5, 5., 1e20, 1.0e-7", "ArrayLiteral(Double:1.5, Double:1000, Double:0.5, Double:5, Double:1E+20, Double:1E-07)"),
    (
        "1l, 1u, 1ul, 1y, 1uy, 1s, 1us, 1d, 1.5d, 1n",
        "ArrayLiteral(Int64:1, UInt32:1, UInt64:1, SByte:1, Byte:1, Int16:1, UInt16:1, Decimal:1, Decimal:1.5, BigInteger:1)",
    ),
    (
        "1kb, 1.5mb, 2GB, 1tb, 0x10kb, 1lkb",
        "ArrayLiteral(Int32:1024, Double:1572864, Int64:2147483648, Int64:1099511627776, Int32:16384, Int64:1024)",
    ),
    ("-5, -0x10, -1.5", "ArrayLiteral(Int32:-5, Int32:-16, Double:-1.5)"),
    (
        "79228162514264337593543950335, 79228162514264337593543950336",
        "ArrayLiteral(Decimal:79228162514264337593543950335, Double:7.922816251426434E+28)",
    ),
]


@pytest.mark.parametrize(("source", "expected"), NUMBERS)
def test_numbers(source: str, expected: str) -> None:
    """The smallest type that holds the value, unless a suffix says which."""
    assert tree(source) == expected


VARIABLES = [
    ("$a, ${a b}, ${a`}b}, $env:c, $script:d, ${e:f}, $using:g", "ArrayLiteral($a, $a b, $a}b, $env:c, $script:d, $e:f, Using($g))"),
    ("$$, $?, $^, $_, $true, $null", "ArrayLiteral($$, $?, $^, $_, $true, $null)"),
]


@pytest.mark.parametrize(("source", "expected"), VARIABLES)
def test_variables(source: str, expected: str) -> None:
    assert tree(source) == expected


SCRIPT_BLOCKS = [
    ("{ 1; 2 }", "ScriptBlock(Int32:1, Int32:2)"),
    ("{ param($a) $a }", "ScriptBlock(ParamBlock(Parameter($a)), $a)"),
    ("{ begin { 1 } end { 2 } }", "ScriptBlock(NamedBlock Begin(Int32:1), NamedBlock End(Int32:2))"),
    ("{ }", "ScriptBlock"),
]


@pytest.mark.parametrize(("source", "expected"), SCRIPT_BLOCKS)
def test_script_blocks(source: str, expected: str) -> None:
    assert tree(source) == expected
