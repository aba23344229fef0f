"""Who calls whom."""

from pipeline.analysis.calls import CallGraph
from pipeline.powershell.script import parse

SCRIPT = """
function A { b; Get-Date }
function B { C; $PSCmdlet.ShouldProcess('x') }
function C { a }
function D { function E { f }; { B } }
filter f { & $x }
A
class K { [void] M() { A } }
"""


def graph(text: str = SCRIPT) -> CallGraph:
    return CallGraph(parse(text))


def test_what_a_function_calls_itself() -> None:
    calls = graph()
    assert {name: sorted(calls.called_by(f)) for name, f in calls.functions.items()} == {
        "a": ["b", "get-date"], "b": [".shouldprocess", "c"], "c": ["a"], "d": ["b"], "e": ["f"], "f": [],
    }


def test_what_it_reaches_through_others() -> None:
    calls = graph()
    assert sorted(calls.reached_from(calls.functions["d"])) == [".shouldprocess", "a", "b", "c", "get-date"]
    assert sorted(calls.reached_from(calls.functions["f"])) == []


def test_who_calls_it() -> None:
    calls = graph()
    assert [f.name for f in calls.callers_of(calls.functions["c"])] == ["A", "B", "C", "D"]
    assert [f.name for f in calls.callers_of(calls.functions["f"])] == ["E"]
    assert calls.callers_of(calls.functions["e"]) == []


def test_the_first_of_a_name_stands_for_all() -> None:
    calls = graph("function a { b }; function A { c }")
    assert calls.functions["a"].start == 0
    assert sorted(calls.called_by(calls.functions["a"])) == ["b", "c"]


def test_depth_takes_time_in_proportion() -> None:
    calls = graph("".join(f"function f{i} {{ f{i + 1} }}\n" for i in range(2000)))
    assert len(calls.reached_from(calls.functions["f0"])) == 2000
