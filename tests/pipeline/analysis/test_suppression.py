"""`SuppressMessageAttribute` in all its forms."""

from __future__ import annotations

import pytest

from pipeline.analysis.catalog import load_rule
from pipeline.analysis.context import Context
from pipeline.analysis.engine import Report, analyze
from pipeline.analysis.rule import Chosen
from pipeline.powershell.script import parse

ATTRIBUTE = "Diagnostics.CodeAnalysis.SuppressMessageAttribute"


def run(text: str, *rules: str) -> Report:
    return analyze(Context(parse(text)), [Chosen(load_rule(rule), load_rule(rule).metadata.options) for rule in rules or ("PSAvoidUsingWriteHost",)])


def suppressed(text: str, *rules: str) -> list[bool]:
    return [finding.suppressed for finding in run(text, *rules).findings]


def in_functions(attribute: str) -> list[bool]:
    """Whether findings in A-One, B-Two and outside are suppressed by an attribute at the top of the script."""
    return suppressed(
        f"[{attribute}]\nparam()\nfunction A-One {{ Write-Host 1 }}\nfunction B-Two {{ Write-Host 2 }}\nWrite-Host 3",
    )


@pytest.mark.parametrize(
    "attribute",
    [
        f"{ATTRIBUTE}('PSAvoidUsingWriteHost', '')",
        f"System.{ATTRIBUTE}('psavoidusingwritehost', $null)",
        "Diagnostics.CodeAnalysis.SuppressMessage('PSAvoidUsingWriteHost', '', Justification = 'x')",
        f"{ATTRIBUTE}(Category = 'PSAvoidUsingWriteHost', CheckId = '')",
        f"{ATTRIBUTE}(RuleName = 'PSAvoidUsingWriteHost', RuleSuppressionId = '', MessageId = 'x')",
    ],
)
def test_spellings(attribute: str) -> None:
    wanted = [True] * 3 if "$null" not in attribute else [False] * 3
    assert in_functions(attribute) == wanted


def test_bare_name_needs_the_namespace() -> None:
    text = "[SuppressMessageAttribute('PSAvoidUsingWriteHost', '')]\nparam()\nWrite-Host 1"
    assert suppressed(text) == [False]
    assert suppressed("using namespace System.Diagnostics.CodeAnalysis\n" + text) == [True]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("A-One", [True, False, False]), ("*", [True, True, False]), ("a-*", [True, False, False]), ("*Two", [False, True, False]),
        ("[AB]-*", [True, True, False]), ("A-One|B-Two", [True, True, False]), ("", [True, True, False]),
    ],
)
def test_scope_function(target: str, expected: list[bool]) -> None:
    assert in_functions(f"{ATTRIBUTE}('PSAvoidUsingWriteHost', '', Scope = 'Function', Target = '{target}')") == expected


def test_function_covers_itself_alone() -> None:
    text = f"function A {{ [{ATTRIBUTE}('PSAvoidUsingWriteHost', '')] param() Write-Host 1 }}\nfunction B {{ Write-Host 2 }}"
    assert suppressed(text) == [True, False]


def test_class_and_method() -> None:
    text = f"""[{ATTRIBUTE}('PSAvoidUsingEmptyCatchBlock', '')]
class A {{ [void] M() {{ try {{ 1 }} catch {{ }} }} }}
class B {{
    [{ATTRIBUTE}('PSAvoidUsingEmptyCatchBlock', '')]
    [void] M() {{ try {{ 1 }} catch {{ }} }}
    [void] N() {{ try {{ 1 }} catch {{ }} }}
}}"""
    assert suppressed(text, "PSAvoidUsingEmptyCatchBlock") == [True, True, False]


def test_scope_class() -> None:
    text = f"""[{ATTRIBUTE}('PSAvoidUsingEmptyCatchBlock', '', Scope = 'Class', Target = 'A')]
param()
class A {{ [void] M() {{ try {{ 1 }} catch {{ }} }} }}
class B {{ [void] M() {{ try {{ 1 }} catch {{ }} }} }}"""
    assert suppressed(text, "PSAvoidUsingEmptyCatchBlock") == [True, False]


def test_id_means_one_finding() -> None:
    text = f"[{ATTRIBUTE}('PSAvoidGlobalVars', 'global:One')]\nparam()\n$global:One = 1\n$global:Two = 2"
    assert suppressed(text, "PSAvoidGlobalVars") == [True, False]


def test_an_id_that_nothing_carries_is_told() -> None:
    report = run(f"[{ATTRIBUTE}('PSAvoidGlobalVars', 'global:Three')]\nparam()\n$global:One = 1", "PSAvoidGlobalVars")
    assert [finding.suppressed for finding in report.findings] == [False]
    assert report.notes == ["Line 1: the suppression of PSAvoidGlobalVars names the id 'global:Three', which no finding there carries."]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "names no rule"), ("'PSAvoidUsingWriteHost', $x", "constant strings"), ("'PSAvoidUsingWriteHost', '', Scope = 'Galaxy'", "'Galaxy'"),
        ("'PSAvoidUsingWriteHost', '', Target = 'A'", "without a scope"), ("'PSAvoidUsingWriteHost', Category = 'x'", "twice"),
        ("'PSAvoidUsingWriteHost', '', Scope = 'Function', Target = 'None'", "not there"),
    ],
)
def test_wrong_ones_are_told_and_suppress_nothing(arguments: str, told: str) -> None:
    report = run(f"[{ATTRIBUTE}({arguments})]\nparam()\nWrite-Host 1")
    assert [finding.suppressed for finding in report.findings if finding.rule == "PSAvoidUsingWriteHost"] == [False]
    assert told in report.notes[0]


def test_a_hostile_target_takes_no_time() -> None:
    name = "a" * 5000
    target = "*a" * 40 + "b"
    attribute = f"[{ATTRIBUTE}('PSAvoidUsingWriteHost', '', Scope = 'Function', Target = '{target}')]"
    assert suppressed(f"{attribute}\nparam()\nfunction {name} {{ Write-Host }}") == [False]
