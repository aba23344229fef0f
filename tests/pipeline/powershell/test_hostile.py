"""Text that was made to stop a reader: a tree and errors, in bounded time, memory and depth."""

from __future__ import annotations

import resource
import subprocess
import sys
import time

import pytest

from pipeline.powershell.script import parse
from pipeline.powershell.walk import link_parents, walk

SECONDS = 20
BYTES = 2 << 30

# Each is an expression that makes the text; the process below evaluates it.
CASES = {
    "one line of 5 MB": "'Write-Host \"some text $x\" -NoNewline; ' * 125_000",
    "one word of 5 MB": "'x' * 5_000_000",
    "round brackets": "'(' * 100_000",
    "square brackets": "'[' * 100_000",
    "braces": "'{' * 100_000",
    "array brackets": "'@(' * 100_000",
    "hashtables": "'@{a=' * 100_000",
    "if": "'if(' * 100_000",
    "if with blocks": "'if(1){' * 100_000",
    "functions": "'function f{' * 100_000",
    "script blocks as arguments": "'a {' * 100_000",
    "casts": "'[int]' * 100_000",
    "signs": "'-' * 400_000",
    "generic types": "'[a[' * 100_000",
    "attributes with script blocks": "'[A({' * 50_000",
    "blocks of attributes": "'{[A({' * 50_000",
    "strings in strings": "'\"$(' * 100_000",
    "lists of arguments": "'f ' + 'a,' * 200_000 + 'a'",
    "a long sum": "'1+' * 200_000 + '1'",
    "a long chain of members": "'$a' + '.b' * 200_000",
    "a long pipeline": "'a|' * 200_000 + 'a'",
    "closing brackets": "')}]' * 100_000",
    "unclosed string": "'\"' + 'a $b ' * 100_000",
    "unclosed strings": "'\\'a\\n\"' * 100_000",
    "unclosed here-string": "'@\"\\n' + 'a $b\\n' * 100_000",
    "unclosed comment": "'<#' * 200_000",
    "assignments": "'$a=' * 100_000",
    "else without if": "'else ' * 100_000",
    "zero bytes": "'a\\0' * 200_000",
    "lone surrogates": "'\\ud800$\\udfff' * 100_000",
    "UTF-16 read as UTF-8": "('Get-Item $x | % { $_ }\\r\\n' * 6_000).encode('utf-16-le').decode('utf-8', 'replace')",
    "random bytes": "__import__('random').Random(1).randbytes(1_000_000).decode('utf-8', 'replace')",
    "random punctuation": "''.join(__import__('random').Random(2).choices('(){}[]$@\"\\'`#<>|&;,.=+-*/%!?:ab1 \\n', k=500_000))",
}

PROGRAM = """
import sys
from pipeline.powershell.script import parse
from pipeline.powershell.walk import link_parents, walk
text = eval(sys.argv[1])
script = parse(text)
link_parents(script.root)
assert sum(1 for _ in walk(script.root)) > 0
assert script.tokens[-1].kind == "EndOfInput"
"""


def limit() -> None:
    """Of the process that reads: its own processor time and memory, never a clock on the wall."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


@pytest.mark.parametrize("name", CASES)
def test_hostile_text_is_read_within_limits(name: str) -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM, CASES[name]], preexec_fn=limit, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]


def cost(unit: str, count: int) -> float:
    text = unit * count
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        parse(text)
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize(
    "unit",
    [
        "f a,a,a ", "$a.b(1)[2] + 'c'\n", "if ($a) { b } else { c }\n", '"a $b $(c)"\n', "@{ a = 1; b = 2 }\n", "[int]$a = 1\n", ") ", "'a", '"a',
        "function f { param($a) }\n", "<# a #> # b\n", "a |\n", "@'\nb\n'@\n", "{[A({1})]", "\0", "[a,", "`", "$",
    ],
)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    """Three sizes; four times the text may take little more than four times the processor time. Ratios, so that no machine is too slow."""
    small, middle, large = (cost(unit, count) for count in (1_000, 4_000, 16_000))
    assert middle < 10 * max(small, 0.002)
    assert large < 10 * max(middle, 0.002)


def test_what_stands_before_a_part_that_is_too_deep_is_kept() -> None:
    script = parse("$a = 1\n" + "(" * 100_000)
    assert [error.id for error in script.errors] == ["ScriptTooComplicated"]
    assert script.root.end_block is not None
    assert [node.kind for node in script.root.end_block.statements] == ["AssignmentStatement", "ErrorStatement"]
    assert len(script.tokens) == 100_005


def test_trees_of_any_depth_can_be_walked() -> None:
    script = parse("'a'+" * 50_000 + "'a'")
    link_parents(script.root)
    assert sum(1 for node in walk(script.root) if node.kind == "BinaryExpression") == 50_000


def test_the_interpreter_is_left_as_it_was() -> None:
    before = sys.getrecursionlimit()
    parse("(" * 10_000)
    assert sys.getrecursionlimit() == before
