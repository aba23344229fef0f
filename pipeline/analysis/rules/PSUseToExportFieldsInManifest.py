"""A manifest exports by a wildcard or by $null, so that the whole module must be read to find a command."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Final

from pipeline.analysis.manifest import Manifest, manifest_of
from pipeline.analysis.module_files import functions_of, is_complete, strings
from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule
from pipeline.powershell.nodes import Ast, VariableExpressionAst

RULE = Rule(WARNING, fixes=True)

_FIELDS: Final = ("FunctionsToExport", "CmdletsToExport", "AliasesToExport")
_WILDCARDS: Final = frozenset("*?[")
_LINE: Final = 64
"""After so many characters a list goes on in the next line."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    manifest = context.shared(manifest_of)
    if manifest is None or context.path is None or not manifest.is_valid:
        return
    if not context.alone and not is_complete(manifest, context.path.parent):
        return
    for field in _FIELDS:
        value = manifest.value(field)
        bad = _bad(value)
        if bad is None:
            continue
        edits = () if context.alone else (_edit(manifest, field, bad, context),)
        yield Hit(bad, f"{field} = {context.source(bad)} makes PowerShell read the whole module to find a command; list the names.", edits=edits)


def _bad(value: Ast | None) -> Ast | None:
    """`$null`, or the first string with a wildcard."""
    if isinstance(value, VariableExpressionAst):
        return value if value.user_path.lower() == "null" else None
    return next((text for text in strings(value) if _is_pattern(text.value)), None)


def _is_pattern(text: str) -> bool:
    return not _WILDCARDS.isdisjoint(text)


def _edit(manifest: Manifest, field: str, bad: Ast, context: Context) -> Edit:
    text = _list(sorted(_names(manifest, field, context), key=str.lower))
    return Edit(bad.start, bad.end, text, f"Replace {context.source(bad)} with {text}")


def _names(manifest: Manifest, field: str, context: Context) -> set[str]:
    """The names that are listed already, and the functions that the wildcards mean."""
    value = manifest.value(field)
    told = [text.value for text in strings(value)]
    names = {name for name in told if not _is_pattern(name)}
    if field == "FunctionsToExport" and context.path is not None:
        patterns = [name.lower() for name in told if _is_pattern(name)] or ["*"]
        functions = functions_of(manifest, context.path.parent)
        names |= {name for name in functions if any(fnmatchcase(name.lower(), pattern) for pattern in patterns)}
    return names


def _list(names: list[str]) -> str:
    text, full = "", _LINE
    for name in names[:-1]:
        text += f"'{name}', "
        if len(text) > full:
            text += "\n\t\t"
            full += _LINE
    return f"@({text}'{names[-1]}')" if names else "@()"
