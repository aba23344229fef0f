"""Types of variables, of expressions and of what functions hand on."""

import pytest

from pipeline.analysis.inference import type_of
from pipeline.analysis.outputs import outputs
from pipeline.analysis.variable_types import UNDETERMINED, VariableTypes
from pipeline.powershell.nodes import (
    CommandAst,
    FunctionDefinitionAst,
    PipelineAst,
    VariableExpressionAst,
)
from pipeline.powershell.script import parse


def at_use(text: str) -> str | None:
    """The type of `$x` in `use $x`, the last command of a script or function."""
    script = parse(text)
    functions = script.nodes.get(FunctionDefinitionAst)
    where = functions[0] if functions else script.root
    assert where is script.root or isinstance(where, FunctionDefinitionAst)
    types = VariableTypes(where)
    use = [c for c in script.nodes[CommandAst] if isinstance(c, CommandAst) and c.command_name() == "use"][-1]
    variable = use.command_elements[1]
    assert isinstance(variable, VariableExpressionAst)
    return types.type_of(variable)


@pytest.mark.parametrize(("text", "kind"), [
    ("use $x", None),
    ("$x = 1; use $x", "System.Int32"),
    ("$X = 'a'; use $x", "System.String"),
    ("$x = 1; $x = 2; use $x", "System.Int32"),
    ("$x = 1; $x = 'a'; use $x", UNDETERMINED),
    ("$x = 1; use $x; $x = 'a'", UNDETERMINED),
    ("$x = 1; $x = Get-Date; use $x", UNDETERMINED),
    ("$x = 1; use $x; $x = Get-Date", "System.Int32"),
    ("$x = $y; use $x", UNDETERMINED),
    ("$x = 1; use $x; $x = $y", UNDETERMINED),
    ("[int]$x = f; use $x", UNDETERMINED),
    ("$x = ''; $x += f; use $x", "System.String"),
    ("$x = ''; $x += 1; use $x", UNDETERMINED),
    ("$x = @(); $x += $y; use $x", UNDETERMINED),
    ("$x, $y = 1, 2; use $x", UNDETERMINED),
    ("if ($y) { $x = 1 }; use $x", UNDETERMINED),
    ("if ($y) { $x = 1 } else { $x = 2 }; use $x", "System.Int32"),
    ("if ($y) { $x = 1 } elseif ($z) { $x = 1 }; use $x", UNDETERMINED),
    ("if ($y) { $x = 1 } else { return }; use $x", "System.Int32"),
    ("if ($y) { throw } else { $x = 1 }; use $x", "System.Int32"),
    ("if (($x = 1)) { use $x }", "System.Int32"),
    ("$x = 1; if ($y) { $x = f }; use $x", UNDETERMINED),
    ("switch ($y) { 1 { $x = 1 } default { $x = 2 } }; use $x", UNDETERMINED),
    ("foreach ($x in 1, 2) { use $x }", UNDETERMINED),
    ("foreach ($y in 1, 2) { $x = 1 }; use $x", UNDETERMINED),
    ("for ($x = 0; $x -lt 3; $x++) { use $x }", "System.Int32"),
    ("while ($y) { $x = 1; use $x }", "System.Int32"),
    ("do { $x = 1 } while ($y); use $x", "System.Int32"),
    ("do { $x = 1; break } until ($y); use $x", "System.Int32"),
    ("try { $x = 1 } catch { $x = 2 }; use $x", "System.Int32"),
    ("try { $x = 1 } catch { }; use $x", UNDETERMINED),
    ("try { $x = 1 } catch { throw }; use $x", "System.Int32"),
    ("try { $x = 1 } finally { }; use $x", UNDETERMINED),
    ("& { $x = 'a' }; $x = 1; use $x", "System.Int32"),
    ("function f { begin { $x = 1 } end { use $x } }", "System.Int32"),
    ("function f([string]$x) { use $x }", "System.String"),
    ("function f([string]$x) { $x = 1; use $x }", UNDETERMINED),
    ("function f($x) { use $x }", "System.Object"),
    ("function f { if ($y) { return }; $x = 1; use $x }", "System.Int32"),
    ("function f { return; $x = 1; use $x }", UNDETERMINED),
    ("if ($y) { " * 20 + "$x = 1; use $x" + "}" * 20, "System.Int32"),
])
def test_a_variable_has_a_type_where_all_ways_give_it_the_same(text: str, kind: str | None) -> None:
    assert at_use(text) == kind


@pytest.mark.parametrize(("text", "kind"), [
    ("1", "System.Int32"), ("('a')", "System.String"), ("$true", "System.Boolean"), ("$y", "from $y"),
    ("1, 2", "System.Array"), ("@(1)", "System.Array"),
    ("[ordered]@{}", "System.Collections.Specialized.OrderedDictionary"), ("[My.Own]1", "My.Own"), ("{ 1 }", None), ("Get-Date", None),
    ("New-Object System.Collections.ArrayList", "System.Collections.ArrayList"), ("New-Object -Type System.Random -Arg 1", "System.Random"),
    ("New-Object -Prop 1 System.Random", "System.Random"), ("New-Object system.random", None), ("New-Object Net.WebClient", None),
    ("New-Object -Com a.b", None),
    ("[Random]::new()", "System.Random"), ("[No.Such]::new()", None), ("[convert]::ToBase64String($y)", "System.String"),
    ("[IO.Path]::Combine(1, 2)", "System.String"), ("[IO.Path]::GetExtension(1)", None), ("[Environment]::MachineName", "System.String"),
    ("[int]::TryParse($y, [ref]$z)", "System.Boolean"), ("[datetime]::Now", "System.DateTime"), ("[guid]::Parse(1)", "System.Guid"),
    ("$y.Length", None),
    ("$y::Now", None), ("1 + 1", None), ("-not $y", "System.Boolean"),
])
def test_an_expression_has_the_type_that_its_text_tells(text: str, kind: str | None) -> None:
    (statement,) = parse(text).root.end_block.statements  # type: ignore[union-attr]
    assert isinstance(statement, PipelineAst)
    assert type_of(statement, lambda variable: f"from ${variable.user_path}") == kind


def handed_on(body: str) -> list[tuple[str, str | None]]:
    text = f"function f {{ {body} }}"
    script = parse(text)
    function = script.nodes[FunctionDefinitionAst][0]
    assert isinstance(function, FunctionDefinitionAst)
    return [(script.source(output.statement), output.type) for output in outputs(function)]


@pytest.mark.parametrize(("body", "wanted"), [
    ("", []),
    ("1; $x = 2; 'a'", [("1", "System.Int32"), ("'a'", "System.String")]),
    ("return @{}", [("return @{}", "System.Collections.Hashtable")]),
    ("return", [("return", None)]),
    ("Get-Date; 1 | f", [("Get-Date", None), ("1 | f", None)]),
    ("if ($y) { 1 } else { 'a' }", [("1", "System.Int32"), ("'a'", "System.String")]),
    ("foreach ($y in $z) { try { 1 } catch { 2 } finally { 3 } }", [("1", "System.Int32"), ("2", "System.Int32"), ("3", "System.Int32")]),
    ("switch ($y) { 1 { 'a' } default { 'b' } }", [("'a'", "System.String"), ("'b'", "System.String")]),
    ("$x = 1; $x", [("$x", "System.Int32")]),
    ("$x = 1; $x = 'a'; $x", [("$x", None)]),
    ("begin { 1 } process { 2 } end { 3 }", [("1", "System.Int32"), ("2", "System.Int32"), ("3", "System.Int32")]),
    ("dynamicparam { 1 } end { 2 }", [("2", "System.Int32")]),
    ("$x = foreach ($y in 1) { 2 }; function g { 1 }", []),
])
def test_a_function_hands_on_what_nobody_takes(body: str, wanted: list[tuple[str, str | None]]) -> None:
    assert handed_on(body) == wanted


def test_many_variables_and_ways_take_time_in_proportion() -> None:
    script = parse("".join(f"$a{i} = 1;" for i in range(3000)) + "if ($x) { $y = 1 };" * 3000)
    VariableTypes(script.root)
