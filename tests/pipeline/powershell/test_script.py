"""A script as a library shows it: places, source, parents, walks."""

from __future__ import annotations

from pipeline.powershell.nodes import Ast, CommandAst, PipelineAst, StringConstantExpressionAst, VariableExpressionAst, children
from pipeline.powershell.script import parse
from pipeline.powershell.walk import Visitor, ancestors, find_all, link_parents, walk


def test_lines_end_with_cr_lf_or_both() -> None:
    script = parse("a\nb\r\nc\rd")
    assert script.lines == [0, 2, 5, 7]
    assert [script.position(offset) for offset in (0, 1, 2, 5, 7, 8)] == [(1, 1), (1, 2), (2, 1), (3, 1), (4, 1), (4, 2)]


def test_columns_count_utf_16_units() -> None:
    script = parse("'😀' 'ä' x")
    assert script.position(4) == (1, 6)
    assert script.position(8) == (1, 10)


def test_source_of_a_node_and_of_a_token() -> None:
    script = parse("Get-Item $a  -Force")
    assert [script.source(node) for node in find_all(script.root, VariableExpressionAst)] == ["$a"]
    assert [script.source(token) for token in script.tokens] == ["Get-Item", "$a", "-Force", ""]


def test_walk_is_in_the_order_of_the_text() -> None:
    script = parse("a (b) | c")
    assert [node.value for node in find_all(script.root, StringConstantExpressionAst)] == ["a", "b", "c"]
    assert next(walk(script.root)) is script.root


def test_find_all_takes_derived_classes() -> None:
    script = parse("a; $b.c(1)")
    assert [node.kind for node in find_all(script.root, Ast)] == [node.kind for node in walk(script.root)]
    assert len(list(find_all(script.root, CommandAst, VariableExpressionAst))) == 2


def test_parents() -> None:
    script = parse("a | b { $c }").linked()
    (variable,) = find_all(script.root, VariableExpressionAst)
    assert [node.kind for node in ancestors(variable)][:4] == ["CommandExpression", "Pipeline", "NamedBlock", "ScriptBlock"]
    assert script.root.parent is None
    assert all(child.parent is node for node in walk(script.root) for child in children(node))


def test_one_walk_for_many_listeners() -> None:
    script = parse("a; b | c")
    heard: list[str] = []
    visitor = Visitor()
    visitor.listen(lambda node: heard.append(f"command {script.source(node)}"), CommandAst)
    visitor.listen(lambda node: heard.append(f"pipeline {script.source(node)}"), PipelineAst)
    visitor.visit(script.root)
    assert heard == ["pipeline a", "command a", "pipeline b | c", "command b", "command c"]


def test_a_subtree_can_be_linked_alone() -> None:
    script = parse("if ($a) { b }")
    assert script.root.end_block is not None
    (statement,) = script.root.end_block.statements
    link_parents(statement)
    assert statement.parent is None
    assert {node.parent is None for node in walk(statement)} == {True, False}


def test_requirements() -> None:
    script = parse(
        "#requires -version 5.1 -RunAsAdministrator\n"
        "#Requires -Modules a, @{ModuleName = 'b'; ModuleVersion = '1.2'} -PSEdition Core\n"
        "# requires -version 9\n",
    )
    found = script.root.script_requirements
    assert found is not None
    assert (found.required_ps_version, found.is_elevation_required, found.required_ps_editions) == ("5.1", True, ["Core"])
    assert found.required_modules == [{"ModuleName": "a"}, {"ModuleName": "b", "ModuleVersion": "1.2"}]
    assert script.errors == []


def test_no_requirements() -> None:
    assert parse("# requires -version 5").root.script_requirements is None


def test_names_of_commands_and_variables() -> None:
    script = parse("Get-Item; & $x; $script:a; ${env:b}")
    assert [command.command_name() for command in find_all(script.root, CommandAst)] == ["Get-Item", None]
    assert [(v.qualifier, v.name) for v in find_all(script.root, VariableExpressionAst)] == [(None, "x"), ("script", "a"), ("env", "b")]
