"""How a script hides what it does: signs that are counted in its text and tree, whatever it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast

from .scene import strings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .scene import Scene

_WORD: Final = re.compile(r"[A-Za-z]{4,}")
_TURN: Final = re.compile(r"[a-z][A-Z]")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{200,}={0,2}")
_NUMBERS: Final = re.compile(r"(?<![0-9A-Za-z])(?:0x[0-9A-Fa-f]{1,2}|\d{1,3})(?:[\s,;:_~<>.%&!*-]{1,4}(?:0x[0-9A-Fa-f]{1,2}|\d{1,3})\b){60}")
_LONG_LINE: Final = 1500
_GIBBERISH: Final = re.compile(r"(?i)^(?:[a-z]{0,3}\d[a-z0-9]*\d[a-z0-9]*|[bcdfghjklmnpqrstvwxz]{5,}|(?:[bcdfghjklmnpqrstvwxz]{4,}[a-z]*))$")

WORDS: Final = {
    "random_case": "Words are written in random case.",
    "long_base64": "A long text in Base64 stands in the script.",
    "mostly_base64": "Most of the script is one encoded text.",
    "numbers": "A long row of numbers stands for text or code.",
    "long_line": "A line is longer than a person writes.",
    "char_casts": "Text is made of characters by their numbers.",
    "xor": "Bytes are decoded with -bxor.",
    "joins": "Text is put together out of many pieces.",
    "format_order": "Text is put in order with -f.",
    "slices": "Letters are cut out of variables of the system.",
    "gibberish": "Variables have names that say nothing.",
    "symbols": "The script consists of signs more than of words.",
    "reverse": "Text is turned round.",
    "decompress": "Code is decompressed.",
    "from_base64": "Base64 is decoded.",
    "computed_name": "The name of a command is computed.",
    "replaces": "Text is decoded by replacing parts of it.",
    "splits": "Text is decoded by splitting it.",
    "code_in_text": "A text holds a whole script.",
    "no_profile": "A shell is started without profile, window or questions.",
    "empty_catch": "Errors are swallowed.",
}
"""Each sign, in words for a person."""


def hiding(scene: Scene) -> set[str]:
    """The signs of one text, by the keys of WORDS."""
    return set(_of_text(scene)) | set(_of_tree(scene))


def _of_text(scene: Scene) -> Iterator[str]:
    text = scene.context.text
    size = max(len(text), 1)
    encoded = max((len(found[0]) for found in _BASE64.finditer(text)), default=0)
    if encoded:
        yield "long_base64"
        if encoded > .5 * size:
            yield "mostly_base64"
    if _NUMBERS.search(text):
        yield "numbers"
    if any(len(line) > _LONG_LINE for line in text.splitlines()):
        yield "long_line"
    head = text[:20_000]
    signs = sum(head.count(sign) for sign in "+`'\"(){}[]%$,;&|-^~!@#")
    if signs > .25 * len(head) and size > 200:
        yield "symbols"


def _of_tree(scene: Scene) -> Iterator[str]:
    context = scene.context
    if _odd_case(scene):
        yield "random_case"
    operators: dict[str, int] = {}
    for node in context.nodes(ast.BinaryExpressionAst):
        operators[node.operator] = operators.get(node.operator, 0) + 1
    if operators.get("Bxor"):
        yield "xor"
    if operators.get("Isplit", 0) + operators.get("Csplit", 0) + len(scene.methods("split")) > 2:
        yield "splits"
    if operators.get("Ireplace", 0) + operators.get("Creplace", 0) + len(scene.methods("replace")) > 4:
        yield "replaces"
    pieces = sum(1 for node in context.nodes(ast.BinaryExpressionAst) if node.operator == "Plus" and _is_piece(node.left) and _is_piece(node.right))
    if pieces > 5:
        yield "joins"
    if any(node.operator == "Format" and re.match(r"^(?:\{\d+\}){2,}", scene.text(node.left)) for node in context.nodes(ast.BinaryExpressionAst)):
        yield "format_order"
    if len(scene.types("char", "char[]")) > 3 or (scene.types("char", "char[]") and operators.get("Join", 0)):
        yield "char_casts"
    if any(_is_slice(node) for node in context.nodes(ast.IndexExpressionAst)):
        yield "slices"
    if scene.methods("reverse") or any(_is_backwards(node) for node in context.nodes(ast.IndexExpressionAst)):
        yield "reverse"
    if scene.types("io.compression.deflatestream", "io.compression.gzipstream") and scene.methods("frombase64string"):
        yield "decompress"
    if scene.methods("frombase64string"):
        yield "from_base64"
    if any(not isinstance(node.command_elements[0], ast.StringConstantExpressionAst | ast.VariableExpressionAst | ast.ScriptBlockExpressionAst | ast.MemberExpressionAst | ast.ExpandableStringExpressionAst | ast.IndexExpressionAst)
           and _is_computed(node.command_elements[0]) for node in context.nodes(ast.CommandAst)):
        yield "computed_name"
    names = {node.name.lower() for node in context.nodes(ast.VariableExpressionAst)}
    if len(names) > 3 and sum(bool(_GIBBERISH.match(name)) for name in names) > .4 * len(names):
        yield "gibberish"
    if any(len(each.text) > 300 and len(re.findall(r"\$\w+|\b[A-Z]\w+-[A-Z]\w+|;\s*\n|\)\.", each.text)) > 10 for each in scene.shared(strings_of)):
        yield "code_in_text"


def _odd_case(scene: Scene) -> bool:
    """Whether words turn from small to capital letters as no person writes them: `nEw-oBJecT`."""
    odd = all_ = 0
    words: list[str] = [call for call in (node.command_name() or "" for node in scene.context.nodes(ast.CommandAst))]
    words += [node.member.value for cls in (ast.MemberExpressionAst, ast.InvokeMemberExpressionAst) for node in scene.context.nodes(cls) if isinstance(node.member, ast.StringConstantExpressionAst)]
    words += [node.type_name.name for node in scene.context.nodes(ast.TypeExpressionAst)]
    for word in words:
        for part in _WORD.findall(word):
            all_ += 1
            turns = len(_TURN.findall(part))
            odd += (turns >= 2 and turns * 4 >= len(part)) or (part[0].islower() and turns and sum(map(str.isupper, part)) * 2 >= len(part))
    return odd >= 3 and odd > .25 * all_


def _is_piece(node: ast.Ast) -> bool:
    if isinstance(node, ast.BinaryExpressionAst):
        return node.operator == "Plus"
    return isinstance(node, ast.StringConstantExpressionAst) and len(node.value) < 20


def _is_slice(node: ast.IndexExpressionAst) -> bool:
    """`$env:ComSpec[4,24,25]`, `$PSHome[21]`, `$ShellId[1]`."""
    target = node.target
    return (
        isinstance(target, ast.VariableExpressionAst) and isinstance(node.index, ast.ArrayLiteralAst | ast.ConstantExpressionAst)
        and (target.user_path.lower().startswith("env:") or target.user_path.lower() in ("pshome", "shellid", "verbosepreference", "psculture"))
    )


def _is_backwards(node: ast.IndexExpressionAst) -> bool:
    index = node.index
    return isinstance(index, ast.BinaryExpressionAst) and index.operator == "DotDot" and (
        isinstance(index.left, ast.ConstantExpressionAst | ast.UnaryExpressionAst) and "-" in _source(index.left, node)
    )


def _source(node: ast.Ast, _: ast.Ast) -> str:
    if isinstance(node, ast.UnaryExpressionAst):
        return "-" if node.token_kind == "Minus" else ""
    return str(node.value) if isinstance(node, ast.ConstantExpressionAst) else ""


def _is_computed(node: ast.Ast) -> bool:
    from pipeline.powershell.walk import walk

    return any(isinstance(each, ast.BinaryExpressionAst | ast.IndexExpressionAst | ast.ArrayLiteralAst) for each in walk(node)) and any(
        isinstance(each, ast.StringConstantExpressionAst | ast.ConstantExpressionAst) for each in walk(node)
    )
