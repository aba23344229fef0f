"""Any text at all gives a tree and errors: no exception, places in order.

A few seconds a test here; PSSCRIPT_FUZZ_SECONDS=1800 makes it half an hour each.
"""

from __future__ import annotations

import os
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.powershell.dump import ast_lines, token_lines
from pipeline.powershell.nodes import Ast, BaseCtorInvokeMemberExpressionAst, CommandExpressionAst, ParamBlockAst, children
from pipeline.powershell.script import Script, decode, parse
from pipeline.powershell.tokens import Token

SECONDS = float(os.environ.get("PSSCRIPT_FUZZ_SECONDS", "20"))
EXAMPLES = max(300, int(40 * SECONDS))

# However long it was asked to run, it does so to the end.
pytestmark = pytest.mark.timeout(300 + 20 * SECONDS)

KEYWORDS = (
    "if else elseif switch while do until for foreach in try catch finally trap function filter workflow param begin process end clean dynamicparam "
    "class enum using namespace module data configuration node return throw exit break continue static hidden base default parallel sequence"
)
SIGNS = "( ) { } [ ] @( @{ $( , ; | || & && = += ? ?? ??= ?. ?[ . .. :: : ! + - * / % ++ -- < > >> 2> 2>&1 *> ` `n ~ ^ @ # $ \\ ' \" @' '@ @\" \"@"
OPERANDS = "<# #> --% -eq -f -not -split -join -foo -foo: $a $_ ${a} $a:b $env:c @a $using:x a Get-Item 1 1.5 0x1 1kb 'b' \"c\""
TYPES = "[int] [a()] [a(b=1)] [a[b]] [a,b]"
OTHERS = ["\u2018", "\u201d", "\u2013", "\u00e4", "\U0001f600", "\ud800", "\0", "\ufeff", "\t", '"d $e"', '"f $(g)"', "\r", "\n"]
WORDS = [*KEYWORDS.split(" "), *SIGNS.split(" "), *OPERANDS.split(" "), *TYPES.split(" "), *OTHERS]
SEPARATORS = ("", "", " ", " ", "\n", "\r\n", "\r")

text_of_words = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=60).map(
    lambda parts: "".join(word + separator for word, separator in parts),
)
SOURCES = (
    "function f { param([Parameter(Mandatory)][string]$a = \"x $b $(c -d) y\", $e)\n begin { } process { $a | % { $_.f(1, 'g')[0] } } }\n",
    "class A : B { [int]$x = 1; A([int]$y) : base($y) { $this.x = $y } static [void] M() { return } }\nenum E { A = 1\nB }\n",
    "switch -regex ($a) { 'b' { 1 } default { 2 } }\ntry { a } catch [b] { c } finally { d }\n:l foreach ($i in 1..3) { continue l }\n",
    "@{ a = 1; 'b' = if ($c) { @'\nd\n'@ } else { @\"\n$e\n\"@ } } | Out-File x.txt 2>&1 -ErrorAction:Stop `\n -Force; a && b || c &\n",
    "#requires -version 5\nusing namespace x.y\n[CmdletBinding()]param($a)\n<# .SYNOPSIS\n z #>\n",
    "configuration C { Node n { File f { Ensure = 'Present' } } }\n",
)


def check(text: str) -> None:
    """The promises that hold for any text."""
    script = parse(text)
    check_tokens(script.tokens, 0, len(text))
    assert script.tokens[-1].kind == "EndOfInput"
    check_tree(script)
    assert len({(error.id, error.start, error.end) for error in script.errors}) == len(script.errors)
    for error in script.errors:
        assert 0 <= error.start <= error.end <= len(text) + 1
        assert error.message
        assert script.position(error.start) <= script.position(error.end)
    assert len(token_lines(script)) >= len(script.tokens)
    assert ast_lines(script)[0].startswith("ScriptBlock 0 ")


def check_tokens(tokens: list[Token], start: int, end: int) -> None:
    """One behind the other, and those in a string within it."""
    at = start
    for token in tokens:
        if token.kind == "EndOfInput":
            continue  # that of an unfinished subexpression in a string lies behind it
        assert at <= token.start <= token.end <= end
        at = token.end
        if token.nested:
            check_tokens(token.nested, token.start, token.end)


def stands_before(node: Ast, child: Ast) -> bool:
    """Where PowerShell's own trees have a child before its parent: the attributes of `param`, the call of a base class."""
    calls_base = isinstance(child, CommandExpressionAst) and isinstance(child.expression, BaseCtorInvokeMemberExpressionAst)
    return calls_base or isinstance(node, ParamBlockAst)


def check_tree(script: Script) -> None:
    """Each node lies in the text, and in the node around it, but for what is missing, which is empty."""
    stack: list[Ast] = [script.root]
    while stack:
        node = stack.pop()
        assert 0 <= node.start <= node.end <= len(script.text), node
        for child in children(node):
            assert isinstance(child, Ast)
            if child.start < child.end and not stands_before(node, child):
                assert node.start <= child.start, (node, child)
            stack.append(child)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text())
def test_any_characters(text: str) -> None:
    check(text)


@settings(max_examples=EXAMPLES * 3, deadline=None, suppress_health_check=list(HealthCheck))
@given(text_of_words)
def test_any_words(text: str) -> None:
    check(text)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    decoded = decode(data)
    check(decoded.text)
    if decoded.alternative is not None:
        check(decoded.alternative)


def test_damaged_scripts() -> None:
    """Pieces of scripts cut out, doubled, moved and mixed, for as long as asked."""
    dice = random.Random(20)
    begun = time.process_time()
    while time.process_time() - begun < SECONDS:
        text = dice.choice(SOURCES)
        for _ in range(dice.randint(1, 4)):
            at = dice.randint(0, len(text))
            to = min(len(text), at + dice.randint(0, 12))
            piece = dice.choice(("", dice.choice(WORDS), text[at:to] * 2, text[: dice.randint(0, 40)]))
            text = text[:at] + piece + text[to:]
        check(text)
