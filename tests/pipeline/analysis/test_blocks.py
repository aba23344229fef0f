"""Which block a node belongs to, and where variables are named."""

from __future__ import annotations

from pipeline.analysis.blocks import Blocks, bare_name, variables, variables_by_name, within
from pipeline.analysis.context import Context
from pipeline.powershell.nodes import FunctionDefinitionAst, ScriptBlockAst, VariableExpressionAst
from pipeline.powershell.script import parse

SCRIPT = """
$a
function f($b) { $c; 1 | ForEach-Object { $d }; $e }
$g
"""


def context_of(text: str) -> Context:
    context = Context(parse(text))
    context.nodes(VariableExpressionAst)
    return context


def test_every_variable_belongs_to_the_innermost_block() -> None:
    context = context_of(SCRIPT)
    blocks = context.shared(Blocks)
    owners = {variable.user_path: blocks.owner(variable) for variable in context.nodes(VariableExpressionAst)}
    function = context.functions[0]
    inner = context.nodes(ScriptBlockAst)[-1]
    assert owners == {"a": context.root, "b": function, "c": function.body, "d": inner, "e": function.body, "g": context.root}


def test_groups_hold_all_nodes_once() -> None:
    context = context_of(SCRIPT)
    groups = context.shared(Blocks).grouped(context.nodes(VariableExpressionAst))
    assert [variable.user_path for variable in groups[context.root]] == ["a", "g"]
    assert sum(map(len, groups.values())) == 6
    assert [type(owner) for owner in groups].count(FunctionDefinitionAst) == 1


def test_a_script_without_blocks_owns_everything() -> None:
    context = context_of("$a = $b")
    assert {context.shared(Blocks).owner(variable) for variable in context.shared(variables)} == {context.root}


def test_variables_come_in_the_order_of_the_text() -> None:
    context = context_of("do { $x = $env:One } while ($script:X -and ${y z})")
    assert [variable.user_path for variable in context.shared(variables)] == ["x", "env:One", "script:X", "y z"]
    assert list(context.shared(variables_by_name)) == ["x", "one", "y z"]
    assert {bare_name(variable) for variable in context.shared(variables_by_name)["x"]} == {"x"}


def test_within_takes_what_begins_inside() -> None:
    context = context_of(SCRIPT)
    function = context.functions[0]
    assert [variable.user_path for variable in within(context.shared(variables), function)] == ["b", "c", "d", "e"]
    assert [variable.user_path for variable in within(context.shared(variables), function.body)] == ["c", "d", "e"]
