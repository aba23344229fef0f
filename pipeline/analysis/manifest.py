"""Module manifests: which `.psd1` files are one, and what their fields hold."""

from __future__ import annotations

from typing import Final

from pipeline.powershell.nodes import (
    Ast,
    CommandExpressionAst,
    ExpressionAst,
    HashtableAst,
    PipelineAst,
    StatementAst,
    StringConstantExpressionAst,
)
from pipeline.powershell.script import Script

from .context import Context

FIELDS: Final = (
    "AliasesToExport", "Author", "CLRVersion", "CmdletsToExport", "CompanyName", "CompatiblePSEditions", "Copyright", "DefaultCommandPrefix",
    "Description", "DotNetFrameworkVersion", "DscResourcesToExport", "FileList", "FormatsToProcess", "FunctionsToExport", "GUID", "HelpInfoURI",
    "ModuleList", "ModuleToProcess", "ModuleVersion", "NestedModules", "PowerShellHostName", "PowerShellHostVersion", "PowerShellVersion",
    "PrivateData", "ProcessorArchitecture", "RequiredAssemblies", "RequiredModules", "RootModule", "ScriptsToProcess", "TypesToProcess",
    "VariablesToExport",
)
"""What a manifest may say."""

_FIELDS = frozenset(field.lower() for field in FIELDS)


class Manifest:
    """`fields`: name in lower case -> (key, value)."""

    def __init__(self, table: HashtableAst) -> None:
        self.table = table
        self.fields: dict[str, tuple[ExpressionAst, StatementAst]] = {}
        for key, value in table.key_value_pairs:
            if isinstance(key, StringConstantExpressionAst):
                self.fields.setdefault(key.value.lower(), (key, value))

    @property
    def is_valid(self) -> bool:
        """Whether PowerShell 3 and later would take it: it has a version, and not the field that `RootModule` replaced."""
        return "moduleversion" in self.fields and "moduletoprocess" not in self.fields

    def value(self, field: str) -> Ast | None:
        """What a field holds: an expression, or the statement if it is none; None if the field is absent."""
        found = self.fields.get(field.lower())
        return None if found is None else expression(found[1])


def read_manifest(script: Script) -> Manifest | None:
    """The manifest that a data file is: its table has no key but those of manifests. None for any other table, and for a broken file."""
    tables = script.nodes.get(HashtableAst)
    if not tables or script.errors:
        return None
    table = tables[0]
    if not isinstance(table, HashtableAst) or not table.key_value_pairs:
        return None
    known = all(isinstance(key, StringConstantExpressionAst) and key.value.lower() in _FIELDS for key, _ in table.key_value_pairs)
    return Manifest(table) if known else None


def manifest_of(context: Context) -> Manifest | None:
    """The manifest that a `.psd1` file is. Ask with `context.shared(manifest_of)`."""
    return read_manifest(context.script) if context.suffix == ".psd1" else None


def expression(statement: StatementAst) -> Ast:
    """The expression that a statement is, the statement itself if it is more."""
    if isinstance(statement, PipelineAst) and len(statement.pipeline_elements) == 1:
        only = statement.pipeline_elements[0]
        if isinstance(only, CommandExpressionAst) and not only.redirections:
            return only.expression
    return statement
