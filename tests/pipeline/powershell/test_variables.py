"""Where variables are written and read."""

import pytest

from pipeline.powershell.script import parse
from pipeline.powershell.variables import Scope, Scopes, is_drive, split, targets


def accesses(scope: Scope) -> list[tuple[str, str]]:
    return [(a.name if a.scope is None else f"{a.scope}:{a.name}", a.kind) for a in scope.accesses]


@pytest.mark.parametrize(("text", "wanted"), [
    ("$a = $b", [("a", "Equals"), ("b", "Read")]),
    ("$a += 1", [("a", "PlusEquals")]),
    ("$a ??= 1", [("a", "QuestionQuestionEquals")]),
    ("$a++; --$b", [("a", "Increment"), ("b", "Increment")]),
    ("[int]$a, $b = 1, 2", [("a", "Equals"), ("b", "Equals")]),
    ("[ValidateNotNull()][string]$a = 'x'", [("a", "Equals")]),
    ("($a) = 1", [("a", "Equals")]),
    ("$a.b = $c", [("a", "Read"), ("c", "Read")]),
    ("$a[0] = 1", [("a", "Read")]),
    ("$script:a = $env:b", [("script:a", "Equals"), ("env:b", "Read")]),
    ("foreach ($a in $b) { $a }", [("a", "Foreach"), ("b", "Read"), ("a", "Read")]),
    ("param($a = $b)", [("a", "Parameter"), ("b", "Read")]),
    ("f ([ref]$a)", [("a", "Ref")]),
    ('"x $a $($b) y"', [("a", "Read"), ("b", "Read")]),
    ("f @a", [("a", "Read")]),
    ("data a { 1 }", [("a", "Data")]),
    ("Get-Date -OutVariable a -ev +b", [("a", "Named"), ("b", "Named")]),
    ("Set-Variable a 1; nv -Name b -Scope Script; Clear-Variable c, d", [("a", "Named"), ("script:b", "Named"), ("c", "Named"), ("d", "Named")]),
    ("Get-Variable a; Remove-Variable global:b", [("a", "NamedRead"), ("global:b", "NamedRead")]),
    ("1 | Tee-Object -Variable a", [("a", "Named")]),
    ("Set-Variable $a 1", [("a", "Read")]),
    ("$using:a", [("using:a", "Read")]),
])
def test_a_variable_is_written_or_read(text: str, wanted: list[tuple[str, str]]) -> None:
    assert accesses(Scopes(parse(text)).script) == wanted


def test_scopes_nest() -> None:
    scopes = Scopes(parse("$a = 1\nfunction f($b = $a) { $c = $b; & { $d } }\n$e\nclass C { [int] M($g) { return $g } }"))
    assert [accesses(scope) for scope in scopes.all] == [
        [("a", "Equals"), ("e", "Read")],
        [("b", "Parameter"), ("a", "Read"), ("c", "Equals"), ("b", "Read")],
        [("d", "Read")],
        [("g", "Parameter"), ("g", "Read")],
    ]
    script, function, block, method = scopes.all
    assert function.parent is script
    assert block.parent is function
    assert function.owner is not None
    assert function.owner.name == "f"
    assert block.owner is None
    assert method.is_method
    assert not function.is_method
    assert list(function.below()) == [function, block]
    assert list(script.below()) == [script, function, block, method]


def test_what_writes_and_what_reads() -> None:
    scope = Scopes(parse("$a = 1; $a += 1; $a; f ([ref]$a)")).script
    assert [a.kind for a in scope.writes()] == ["Equals", "PlusEquals", "Ref"]
    assert [a.kind for a in scope.reads()] == ["PlusEquals", "Read", "Ref"]


def test_names() -> None:
    assert split("Script:Count") == ("script", "count")
    assert split("Count") == (None, "count")
    assert is_drive("env")
    assert not is_drive("script")
    assert not is_drive(None)


def test_targets_of_a_list() -> None:
    script = parse("$a, [int]$b, $c.d, ($e), @($f) = 1")
    (assignment,) = script.nodes[next(cls for cls in script.nodes if cls.__name__ == "AssignmentStatementAst")]
    assert [v.user_path for v in targets(assignment.left)] == ["a", "b", "e", "f"]  # type: ignore[attr-defined]
