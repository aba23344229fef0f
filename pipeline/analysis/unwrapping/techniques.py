"""How a text was wrapped, in the words of those who take such things apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPERATORS: Final = {
    "Bxor": "-bxor", "Format": "-f", "Ireplace": "-replace", "Creplace": "-replace", "Isplit": "-split", "Csplit": "-split", "Join": "-join",
    "Shr": "shifted bits", "Shl": "shifted bits",
}
_METHODS: Final = {
    "frombase64string": "base64", "replace": "replacements", "reverse": "reversed text", "toint16": "character codes",
    "toint32": "character codes", "tobyte": "character codes", "tochararray": "characters", "substring": "parts of texts",
    "split": "-split", "join": "-join", "concat": "concatenation", "format": "-f", "createdecryptor": "AES", "insert": "parts of texts",
    "urldecode": "URL escapes", "unescapedatastring": "URL escapes",
}
_TYPES: Final = {
    "gzipstream": "gzip", "deflatestream": "deflate", "zlibstream": "zlib", "char": "character codes", "char[]": "character codes",
}
_ORDER: Final = (
    "SecureString", "AES", "gzip", "deflate", "zlib", "base64", "-bxor", "reversed text", "-f", "-replace", "replacements", "-split",
    "character codes", "characters", "shifted bits", "URL escapes", "parts of texts", "concatenation", "-join",
)


def techniques(statements: Iterable[ast.Ast]) -> str:
    """What statements do to make a text, such as `base64, gzip`; empty when they do nothing."""
    found: set[str] = set()
    for statement in statements:
        for node in walk(statement):
            found.add(_technique(node))
    return ", ".join(name for name in _ORDER if name in found)


def _technique(node: ast.Ast) -> str:
    if isinstance(node, ast.BinaryExpressionAst):
        if node.operator == "Plus" and isinstance(node.right, ast.StringConstantExpressionAst):
            return "concatenation"
        return _OPERATORS.get(node.operator, "")
    if isinstance(node, ast.UnaryExpressionAst):
        return _OPERATORS.get(node.token_kind, "")
    if isinstance(node, ast.InvokeMemberExpressionAst) and isinstance(node.member, ast.StringConstantExpressionAst):
        return _METHODS.get(node.member.value.lower(), "")
    if isinstance(node, ast.TypeExpressionAst):
        return _TYPES.get(node.type_name.name.lower().rpartition(".")[2], "")
    if isinstance(node, ast.ConvertExpressionAst) and isinstance(node.attribute, ast.TypeConstraintAst):
        return _TYPES.get(node.attribute.type_name.name.lower().rpartition(".")[2], "")
    if isinstance(node, ast.StringConstantExpressionAst):
        return "SecureString" if node.value.lower() == "convertto-securestring" else _TYPES.get(node.value.lower().rpartition(".")[2], "")
    if isinstance(node, ast.IndexExpressionAst) and isinstance(node.index, ast.BinaryExpressionAst) and node.index.operator == "DotDot":
        return "reversed text"
    return ""
