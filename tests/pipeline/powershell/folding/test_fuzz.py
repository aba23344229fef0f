"""Expressions at random: each ends with a value, an error or unknown, never with a fault of the evaluator."""

import random

from tests.pipeline.powershell.folding.folded import folded

_VALUES = (
    "1", "'a'", "'abc'", "''", "$null", "$true", "1.5", "-3", "2147483647", "[char]65", "[byte]200", "1d", "7ul", "@()", "@(1,2,3)",
    "(1,'2',$null)", "[char[]]'xyz'", "@{a=1}", "'0x10'", "{$_}", "[int]", "'é'", "[Text.Encoding]::UTF8", "(New-Object IO.MemoryStream)",
    "(New-Object Text.StringBuilder)", "'(.)(.)'", "'$1'", "'{0:X2}'", "[regex]'a+'", "'😀'", "[bigint]5", "1e300", "1..5",
    "[regex]::Match('abc','(b)(c)')", "[ordered]@{x=1}", "$unset",
)
_BINARY = [
    "+", "-", "*", "/", "%", "-band", "-bor", "-bxor", "-shl", "-shr", "-eq", "-ne", "-lt", "-gt", "-le", "-ge", "-ceq", "-like", "-clike",
    "-match", "-cmatch", "-replace", "-split", "-join", "-contains", "-in", "-f", "..", "-is", "-as", "-and", "-or", "-xor", "??",
]
_UNARY = [
    "-", "+", "!", "-bnot", "-join", "-split", ",", "[int]", "[string]", "[char]", "[byte[]]", "[char[]]", "[bool]", "[double]",
    "[decimal]", "[regex]", "[string[]]", "[void]", "[array]",
]
_METHODS = [
    "Substring", "Replace", "Split", "ToUpper", "Trim", "PadLeft", "Insert", "Remove", "IndexOf", "Contains", "ToString", "ToCharArray",
    "Chars", "Equals", "GetType", "Append", "Read", "ToArray", "Write", "GetString", "GetBytes", "Add", "Reverse", "Matches", "IsMatch",
    "ForEach", "Where", "Invoke", "Item", "Seek",
]
_STATICS = [
    "[Convert]::ToInt32", "[Convert]::FromBase64String", "[Convert]::ToString", "[string]::Join", "[string]::Format", "[string]::new",
    "[array]::Reverse", "[Math]::Pow", "[Math]::Max", "[BitConverter]::ToString", "[regex]::Replace", "[regex]::Split",
    "[char]::ConvertFromUtf32", "[int]::Parse", "[Buffer]::BlockCopy", "[IO.MemoryStream]::new", "[Array]::Copy",
]
_COMMANDS = ("% { $_ }", "? { $_ }", "% ToString", "sort", "select -First 2", "Out-String", "Join-String -Separator ','", "where Length -gt 1")
_SHAPES = (
    "({a} {op} {b})", "({a} {op} {b})", "({unary} {a})", "({a}).{method}()", "({a}).{method}({b})", "({a}).{method}({b}, {c})", "({a})[{b}]",
    "{static}({a})", "{static}({a}, {b})", "{static}({a}, {b}, {c})", "({a} | {command})", '"x$({a})y"', "$(if ({a}) {{ {b} }} else {{ {c} }})",
    "$($z = {a}; foreach ($q in {b}) {{ $q; $z }})",
)


def _expression(draw: random.Random, depth: int) -> str:
    if depth <= 0 or draw.random() < 0.15:
        return draw.choice(_VALUES)
    shape = draw.choice(_SHAPES)
    parts = {name: _expression(draw, depth - 1) for name in "abc" if f"{{{name}}}" in shape}
    choices = {"op": _BINARY, "unary": _UNARY, "method": _METHODS, "static": _STATICS, "command": _COMMANDS}
    return shape.format(**parts, **{name: draw.choice(of) for name, of in choices.items()})


def test_random_expressions() -> None:
    draw = random.Random(7)
    outcomes = {folded(_expression(draw, draw.randint(1, 5))).split(" ")[0] for _ in range(4000)}
    assert {"unknown", "error", "String", "Int32"} <= outcomes
