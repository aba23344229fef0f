"""The corrections of manifests list what the module's own files hand out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.analysis.catalog import load_rule
from pipeline.analysis.context import Context
from pipeline.analysis.engine import analyze
from pipeline.analysis.manifest import Manifest, read_manifest
from pipeline.analysis.module_files import functions_of, is_complete
from pipeline.analysis.rule import Chosen
from pipeline.powershell.script import parse

MODULE = "function Get-B { function Get-Inner { } }\nfunction Get-A { }\nclass C { [void] Get() { } }\n"


def manifest(text: str) -> Manifest:
    found = read_manifest(parse(text))
    assert found is not None
    return found


@pytest.mark.parametrize(("export", "expected"), [
    ("", ["Get-B", "Get-A"]),
    ("Export-ModuleMember -Function Get-A", ["Get-A"]),
    ("Export-ModuleMember 'Get-*'", ["Get-B", "Get-A"]),
    ("Export-ModuleMember -Alias x", []),
])
def test_functions_of_a_module(tmp_path: Path, export: str, expected: list[str]) -> None:
    (tmp_path / "M.psm1").write_text(MODULE + export)
    for root in ("M.psm1", "M", ".\\M.psm1"):
        assert functions_of(manifest(f"@{{ RootModule = '{root}' }}"), tmp_path) == expected


def test_a_manifest_needs_the_files_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "M.psm1").write_text(MODULE)
    assert is_complete(manifest("@{ RootModule = 'M.psm1'; NestedModules = 'Installed', @{ ModuleName = 'X.dll' } }"), tmp_path)
    assert not is_complete(manifest("@{ RootModule = 'M.psm1'; FormatsToProcess = 'M.format.ps1xml' }"), tmp_path)


def corrections(path: Path, *, alone: bool = False) -> list[str]:
    rule = load_rule("PSUseToExportFieldsInManifest")
    context = Context(parse(path.read_text()), path=path, alone=alone)
    findings = analyze(context, [Chosen(rule, {})]).findings
    assert findings
    return [correction.edit.text for finding in findings for correction in finding.corrections]


def test_corrections_name_functions_in_order_and_break_long_lines(tmp_path: Path) -> None:
    (tmp_path / "M.psm1").write_text("".join(f"function Get-Something{i} {{ }}\n" for i in (5, 3, 4, 1, 2)))
    path = tmp_path / "M.psd1"
    path.write_text("@{ ModuleVersion = '1.0'; RootModule = 'M.psm1'; FunctionsToExport = '*'; CmdletsToExport = '*' }")
    listed = "@('Get-Something1', 'Get-Something2', 'Get-Something3', 'Get-Something4', \n\t\t'Get-Something5')"
    assert corrections(path) == [listed, "@()"]
    assert corrections(path, alone=True) == []


def test_names_that_are_told_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "M.psd1"
    path.write_text("@{ ModuleVersion = '1.0'; FunctionsToExport = @('Find-This', 'Get-*') }")
    assert corrections(path) == ["@('Find-This')"]
