"""A secret is written to the console, a log or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.calls import splatted
from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.flow import definitions, variable_name
from pipeline.analysis.detecting.scene import bare, member_name
from pipeline.analysis.detecting.secrets import is_secret_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Say that there is a secret, not what it is.",
    safe='Write-Verbose "Signed in as $($credential.UserName)."',
    attack=("T1552.001",),
    cwe=("CWE-532",),
)

_WRITERS: Final = (
    "write-host", "write-output", "write-verbose", "write-warning", "write-information", "write-debug", "write-error", "out-file", "set-content", "add-content",
    "write-log", "tee-object", "export-csv",
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls(*_WRITERS):
        for element in _told(scene, [*call.node.command_elements[1:], *call.piped]):
            shown = _shown(element)
            if shown:
                yield Sighting(call.node, f"The value of {shown} is written where others may read it.")
                break


def _told(scene: Scene, elements: list[ast.Ast]) -> Iterator[ast.Ast]:
    """The arguments, those that are splatted, and the texts with holes that variables among them are given."""
    for element in elements:
        if isinstance(element, ast.VariableExpressionAst) and element.splatted:
            yield from filter(None, splatted(scene.context, element).values())
            continue
        yield element
        if isinstance(element, ast.VariableExpressionAst):
            for given in scene.context.shared(definitions).get(variable_name(element), ()):
                text = bare(given)
                if isinstance(text, ast.ExpandableStringExpressionAst):
                    yield text


def _shown(element: ast.Ast) -> str:
    """The variable with a secret in it that is told as it is: alone, or within a text."""
    element = bare(element)
    parts = element.nested_expressions if isinstance(element, ast.ExpandableStringExpressionAst) else [element]
    for part in parts:
        inner = bare(part.sub_expression.statements[0]) if isinstance(part, ast.SubExpressionAst) and len(part.sub_expression.statements) == 1 else part
        if isinstance(inner, ast.VariableExpressionAst) and is_secret_name(inner.name):
            return f"${inner.name}"
        if isinstance(inner, ast.MemberExpressionAst) and not isinstance(inner, ast.InvokeMemberExpressionAst) and is_secret_name(member_name(inner)):
            return f"its .{member_name(inner)}"
    return ""
