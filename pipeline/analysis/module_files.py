"""The files beside a manifest: whether they are there, and what the module's own hand out."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from pipeline.powershell.decoding import decode
from pipeline.powershell.nodes import Ast, FunctionDefinitionAst, FunctionMemberAst, HashtableAst, StringConstantExpressionAst, children
from pipeline.powershell.script import parse
from pipeline.powershell.walk import ancestors

from .context import Context
from .functions import exported, without_scope
from .manifest import Manifest

_MODULES: Final = ("RootModule", "NestedModules")
_OTHERS: Final = ("ScriptsToProcess", "TypesToProcess", "FormatsToProcess", "FileList")
_LARGEST: Final = 5_000_000


def strings(value: Ast | None) -> Iterator[StringConstantExpressionAst]:
    """The plain strings of a field in order, but not those inside of tables."""
    stack: list[Ast] = [value] if value is not None else []
    while stack:
        node = stack.pop()
        if isinstance(node, StringConstantExpressionAst):
            yield node
        elif not isinstance(node, HashtableAst):
            stack += reversed(children(node))


def is_complete(manifest: Manifest, folder: Path) -> bool:
    """Whether the files that a manifest names by their path are there; without them PowerShell does not take it for valid."""
    named = [text.value for field in (*_MODULES, *_OTHERS) for text in strings(manifest.value(field))]
    return all(_is_there(name, folder) for name in named)


def _is_there(name: str, folder: Path) -> bool:
    """A name without an extension may be that of an installed module."""
    path = folder / name.replace("\\", "/")
    return not path.suffix or path.exists()


def functions_of(manifest: Manifest, folder: Path) -> list[str]:
    """The functions that the module's script files hand out, in the order of the text."""
    found = [name for field in _MODULES for text in strings(manifest.value(field)) for name in _functions_in(folder / text.value.replace("\\", "/"))]
    return list(dict.fromkeys(found))


def _functions_in(path: Path) -> list[str]:
    path = path if path.suffix else path.with_suffix(".psm1")
    if path.suffix.lower() not in {".psm1", ".ps1"} or not path.is_file() or path.stat().st_size > _LARGEST:
        return []
    context = Context(parse(decode(path.read_bytes()).text), path=path)
    own = [without_scope(function.name) for function in context.functions if _is_outermost(function)]
    patterns = context.shared(exported)
    if not context.commands_named("export-modulemember"):
        return own
    return [name for name in own if any(fnmatchcase(name.lower(), pattern) for pattern in patterns)]


def _is_outermost(function: FunctionDefinitionAst) -> bool:
    """No method, and not inside of another function: only such a function is the module's."""
    return not any(isinstance(above, FunctionDefinitionAst | FunctionMemberAst) for above in ancestors(function))
