"""Static types: what the text alone says of a value."""

import pytest

from pipeline.powershell.nodes import (
    AssignmentStatementAst,
    Ast,
    CommandExpressionAst,
    PipelineAst,
    TypeExpressionAst,
)
from pipeline.powershell.script import parse
from pipeline.powershell.types import (
    full_name,
    namespaces_of,
    resolve,
    short_name,
    static_type,
)


def expression(text: str) -> Ast:
    """The value that `$x = <text>` assigns."""
    assignment = parse(f"$x = {text}").nodes[AssignmentStatementAst][0]
    assert isinstance(assignment, AssignmentStatementAst)
    pipeline = assignment.right
    if isinstance(pipeline, PipelineAst):
        (pipeline,) = pipeline.pipeline_elements
    assert isinstance(pipeline, CommandExpressionAst)
    return pipeline.expression


@pytest.mark.parametrize(("text", "kind"), [
    ("1", "System.Int32"), ("1L", "System.Int64"), ("1.5", "System.Double"), ("1d", "System.Decimal"), ("1kb", "System.Int32"),
    ("'a'", "System.String"), ('"a$b"', "System.String"), ("@'\na\n'@", "System.String"),
    ("1, 2", "System.Object[]"), ("@(1)", "System.Object[]"), ("@{}", "System.Collections.Hashtable"),
    ("{ 1 }", "System.Management.Automation.ScriptBlock"), ("[int]", "System.Type"),
    ("[int]$y", "System.Int32"), ("[string[]]$y", "System.String[]"), ("[No.Such.Type]$y", "System.Object"), ("[int][string]1", "System.Int32"),
    ("-not $y", "System.Boolean"), ("!$y", "System.Boolean"), ("$y -and $z", "System.Boolean"), ("$y -is [int]", "System.Boolean"),
    ("$y -eq 1", "System.Object"), ("$y", "System.Object"), ("$y.Length", "System.Object"), ("(1)", "System.Object"), ("1 + 1", "System.Object"),
])
def test_the_type_of_a_value_is_what_the_text_says(text: str, kind: str) -> None:
    assert static_type(expression(text)) == kind


@pytest.mark.parametrize(("written", "full"), [
    ("int", "System.Int32"), ("INT", "System.Int32"), ("Text.Encoding", "System.Text.Encoding"), ("system.io.file", "System.IO.File"),
    ("pscredential[]", "System.Management.Automation.PSCredential[]"), ("int[,]", "System.Int32[,]"), ("string[][]", "System.String[][]"),
    ("Nullable[int]", "System.Nullable`1[[System.Int32]]"),
    ("Collections.Generic.List[string]", "System.Collections.Generic.List`1[[System.String]]"),
    ("Collections.Generic.Dictionary[string,int[]]", "System.Collections.Generic.Dictionary`2[[System.String],[System.Int32[]]]"),
    ("Collections.Generic.List`1[int]", "System.Collections.Generic.List`1[[System.Int32]]"),
    ("System.Environment+SpecialFolder", "System.Environment+SpecialFolder"),
    ("Foo", None), ("Foo[]", None), ("Collections.Generic.List[Foo]", None), ("List[int]", None), ("psobject, System.Management.Automation",
     "System.Management.Automation.PSObject"),
])
def test_a_written_name_has_one_full_name(written: str, full: str | None) -> None:
    node = parse(f"[{written}]").nodes[TypeExpressionAst][0]
    assert isinstance(node, TypeExpressionAst)
    assert resolve(node.type_name) == full


def test_using_namespace_opens_names() -> None:
    script = parse("using namespace System.Collections.Generic\nusing namespace System.IO\n[List[FileInfo]]")
    node = script.nodes[TypeExpressionAst][0]
    assert isinstance(node, TypeExpressionAst)
    assert namespaces_of(script) == ("System.Collections.Generic", "System.IO")
    assert resolve(node.type_name) is None
    assert resolve(node.type_name, namespaces_of(script)) == "System.Collections.Generic.List`1[[System.IO.FileInfo]]"


def test_names_as_text() -> None:
    assert full_name("io.fileinfo") == "System.IO.FileInfo"
    assert full_name("") is None
    assert short_name("System.IO.FileInfo") == "FileInfo"
    assert short_name("Int32") == "Int32"


def test_many_brackets_are_no_matter() -> None:
    node = parse("[int" + "[]" * 5000 + "]").nodes[TypeExpressionAst][0]
    assert isinstance(node, TypeExpressionAst)
    assert (resolve(node.type_name) or "").startswith("System.Int32[][]")
