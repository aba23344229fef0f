"""Module manifests."""

import pytest

from pipeline.analysis.manifest import read_manifest
from pipeline.powershell.nodes import IfStatementAst, StringConstantExpressionAst
from pipeline.powershell.script import parse


@pytest.mark.parametrize(("text", "is_one", "valid"), [
    ("@{ ModuleVersion = '1.0'; FunctionsToExport = '*' }", True, True),
    ("# a comment\n@{ moduleversion = '1.0' }", True, True),
    ("@{ FunctionsToExport = '*' }", True, False),
    ("@{ ModuleVersion = '1.0'; ModuleToProcess = 'a.psm1' }", True, False),
    ("@{ ModuleVersion = '1.0'; PrivateData = @{ Anything = 1 } }", True, True),
    ("@{ ModuleVersion = '1.0'; Something = 1 }", False, False),
    ("@{ 1 = 2 }", False, False),
    ("@{ }", False, False),
    ("@{ ModuleVersion = '1.0' ", False, False),
    ("'no table'", False, False),
    ("", False, False),
])
def test_a_manifest_has_no_key_but_those_of_manifests(text: str, *, is_one: bool, valid: bool) -> None:
    manifest = read_manifest(parse(text))
    assert (manifest is not None) is is_one
    if manifest is not None:
        assert manifest.is_valid is valid


def test_a_field_holds_an_expression_or_a_statement() -> None:
    manifest = read_manifest(parse("@{ ModuleVersion = '1.0'; FunctionsToExport = if ($x) { 1 } }"))
    assert manifest is not None
    value = manifest.value("moduleversion")
    assert isinstance(value, StringConstantExpressionAst)
    assert value.value == "1.0"
    assert isinstance(manifest.value("FunctionsToExport"), IfStatementAst)
    assert manifest.value("GUID") is None
