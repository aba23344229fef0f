"""A key is fixed, or a secret comes from a generator that can be foretold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.flow import definitions, variable_name
from pipeline.analysis.detecting.scene import member_name
from pipeline.analysis.detecting.secrets import is_secret_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Make keys and secrets with a cryptographic generator.",
    safe="[Security.Cryptography.RandomNumberGenerator]::GetBytes(32)",
    cwe=("CWE-321", "CWE-338"),
)

_COMMANDS: Final = ("get-random", "random")
_TYPES: Final = ("random", "system.random", "web.security.membership", "system.web.security.membership")


def check(scene: Scene) -> Iterator[Sighting]:
    for assignment in scene.context.nodes(ast.AssignmentStatementAst) if _is_cipher(scene) else ():
        left = assignment.left
        if isinstance(left, ast.MemberExpressionAst) and member_name(left) in ("key", "iv") and _is_fixed(scene, assignment.right):
            yield Sighting(assignment, "The key or the start value of a cipher stands in the script.")
    for node in scene.methods("createencryptor", "createdecryptor"):
        if len(node.arguments) == 2 and any(_is_fixed(scene, each) for each in node.arguments):
            yield Sighting(node, "The key or the start value of a cipher stands in the script.")
    for assignment in scene.context.nodes(ast.AssignmentStatementAst) if _has_chance(scene) else ():
        left = assignment.left
        if isinstance(left, ast.VariableExpressionAst) and is_secret_name(left.name) and _is_random(scene, assignment.right):
            yield Sighting(assignment, "Get-Random and System.Random can be foretold: they are not made for secrets.")


def _is_cipher(scene: Scene) -> bool:
    return bool(scene.methods("createencryptor", "createdecryptor"))


def _is_fixed(scene: Scene, node: ast.Ast) -> bool:
    """Constants, and what turns them to bytes; nothing that is read, asked or derived."""
    nodes = scene.origins(node)
    pure = ("getbytes", "frombase64string", "tochararray", "padright", "padleft", "substring", "utf8", "ascii", "unicode", "length", "create", "new")
    if any(isinstance(each, ast.CommandAst) or (isinstance(each, ast.MemberExpressionAst) and member_name(each) not in pure) for each in nodes):
        return False
    known = scene.context.shared(definitions)
    free = [each for each in nodes if isinstance(each, ast.VariableExpressionAst) and variable_name(each) not in known and variable_name(each) not in ("true", "false", "null")]
    return not free and any(isinstance(each, ast.StringConstantExpressionAst | ast.ConstantExpressionAst) for each in nodes)


def _has_chance(scene: Scene) -> bool:
    """Whether anything random stands in the script at all."""
    return bool(scene.context.commands_named(*_COMMANDS)) or any(node.type_name.name.lower() in _TYPES for node in scene.context.nodes(ast.TypeExpressionAst))


def _is_random(scene: Scene, node: ast.Ast) -> bool:
    for each in scene.origins(node):
        if isinstance(each, ast.CommandAst) and (each.command_name() or "").lower() in _COMMANDS:
            return True
        if isinstance(each, ast.TypeExpressionAst) and each.type_name.name.lower() in _TYPES:
            return "membership" not in each.type_name.name.lower()
    return False
