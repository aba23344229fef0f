"""A secret stands in the script as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.flow import definitions, variable_name
from pipeline.analysis.detecting.scene import bare
from pipeline.analysis.detecting.secrets import is_secret_name, is_secret_value
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Ask a vault or the caller for it when it is needed.",
    safe="$password = Get-Secret -Name Backup",
    attack=("T1552.001",),
    cwe=("CWE-798",),
)

_MESSAGE: Final = "{!r} is given a secret that stands in the script: whoever may read the script has it."


def check(scene: Scene) -> Iterator[Sighting]:
    for name, value, node in _given(scene):
        text = value.value if isinstance(value, ast.StringConstantExpressionAst) else ""
        if text and is_secret_name(name) and is_secret_value(text) and text.lower() != name.lower():
            yield Sighting(node, _MESSAGE.format(name), secret=text)


def _given(scene: Scene) -> Iterator[tuple[str, ast.Ast, ast.Ast]]:
    """Names with the values they get: variables, parameters' defaults, keys of tables, arguments of commands."""
    for assignment in scene.context.nodes(ast.AssignmentStatementAst):
        left = assignment.left
        while isinstance(left, ast.AttributedExpressionAst):
            left = left.child
        if isinstance(left, ast.VariableExpressionAst):
            yield left.name, bare(assignment.right), assignment
        elif isinstance(left, ast.MemberExpressionAst) and isinstance(left.member, ast.StringConstantExpressionAst):
            yield left.member.value, bare(assignment.right), assignment
    for parameter in scene.context.nodes(ast.ParameterAst):
        if parameter.default_value is not None:
            yield parameter.name.name, bare(parameter.default_value), parameter
    for table in scene.context.nodes(ast.HashtableAst):
        for key, value in table.key_value_pairs:
            if isinstance(key, ast.StringConstantExpressionAst):
                yield key.value, bare(value), value
    for parameter_ast in scene.context.nodes(ast.CommandParameterAst):
        command = parameter_ast.parent
        if is_secret_name(parameter_ast.parameter_name) and isinstance(command, ast.CommandAst):
            elements = command.command_elements
            at = elements.index(parameter_ast) + 1
            behind = _followed(scene, parameter_ast.argument or (elements[at] if at < len(elements) else None))
            if isinstance(behind, ast.StringConstantExpressionAst):
                yield parameter_ast.parameter_name, behind, parameter_ast


def _followed(scene: Scene, value: ast.Ast | None) -> ast.Ast | None:
    """The text that a variable is given once, unless its own name says already that it is a secret."""
    if isinstance(value, ast.VariableExpressionAst) and not value.splatted and not is_secret_name(value.name):
        given = scene.context.shared(definitions).get(variable_name(value), [])
        return bare(given[0]) if len(given) == 1 else value
    return value
