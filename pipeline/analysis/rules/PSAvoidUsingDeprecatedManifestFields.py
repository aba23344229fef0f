"""A manifest names its module in ModuleToProcess, which RootModule has replaced."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.manifest import manifest_of
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import ConstantExpressionAst, StringConstantExpressionAst

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    manifest = context.shared(manifest_of)
    if manifest is None or not {"moduletoprocess", "moduleversion"} <= manifest.fields.keys():
        return
    version = manifest.value("PowerShellVersion")
    if isinstance(version, StringConstantExpressionAst | ConstantExpressionAst) and str(version.value).partition(".")[0] in {"1", "2"}:
        return
    yield Hit(context.root, "ModuleToProcess is out of date since PowerShell 3.0: the field is called RootModule.")
