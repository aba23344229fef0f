"""How a script hides what it does: signs that are counted in its text and tree, whatever it does."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .scene import Scene

_WORD: Final = re.compile(r"[A-Za-z]{4,}")
_TURN: Final = re.compile(r"[a-z][A-Z]")
_ISLAND: Final = re.compile(r"[A-Z]{2}[a-z][A-Z]|[a-z][A-Z]{2}[a-z]{1,2}[A-Z]")
_TAIL: Final = re.compile(r"[a-z][A-Z]{2,}|[A-Z][a-z][A-Z]")
_SIGNS: Final = b"+`'\"(){}[]%$,;&|-^~!@#"
_BROWSER: Final = re.compile(r"(?i)^Mozilla/\d\.\d \(")
_A_SIGN: Final = 4000
"""Characters of an ordinary script in which one of these signs may stand."""
_ODD: Final = 4
_CRAMMED: Final = 3
_REACHING: Final = (
    "start-process", "invoke-expression", "invoke-webrequest", "set-itemproperty", "new-itemproperty", "schtasks", "reg", "start-bitstransfer", "invoke-item", "cmd", "powershell",
    "rundll32", "regsvr32", "set-content", "copy-item", "stop-process", "invoke-wmimethod",
)
_REACHING_MEMBERS: Final = ("downloadstring", "downloadfile", "downloaddata", "uploadstring", "uploadfile", "shellexecute", "run", "accepttcpclient", "getstream", "writeallbytes", "openread")
_FETCHING: Final = ("downloadstring", "downloadfile", "downloaddata")
_REACHING_TYPES: Final = ("net.webclient", "net.sockets.tcpclient", "net.sockets.tcplistener", "net.webrequest", "net.sockets.udpclient")
_BASE64: Final = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{200,}={0,2}")
_LONG_WORD: Final = 200
_NUMBERS: Final = re.compile(
    # It begins with a digit, and what must not stand before comes behind that: so the engine skips whatever is no digit.
    r"\d(?<![0-9A-Za-z].)(?:(?<=0)x[0-9A-Fa-f]{1,2}|\d{0,2})(?:[\s,;:_~<>.%&!*-]{1,4}(?:0x[0-9A-Fa-f]{1,2}|\d{1,3})\b){60}", re.DOTALL,
)
_LONG_LINE: Final = 1500
_GIBBERISH: Final = re.compile(r"(?i)^(?:[a-z]{0,3}\d[a-z0-9]*\d[a-z0-9]*|[bcdfghjklmnpqrstvwxz]{5,}|(?:[bcdfghjklmnpqrstvwxz]{4,}[a-z]*))$")
_CODE: Final = re.compile(r"\$\w+|\b[A-Z]\w+-[A-Z]\w+|;\s*\n|\)\.")
_LEAST_CODE: Final = 10

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
    "browser": "It passes for a browser on the network.",
    "proxy": "It takes the user's way through the proxy.",
    "crammed": "Several actions that reach outside are crammed into one line.",
}
"""Each sign, in words for a person."""


def hiding(scene: Scene) -> set[str]:
    """The signs of one text, by the keys of WORDS."""
    return set(_of_text(scene)) | set(_of_tree(scene))


def _of_text(scene: Scene) -> Iterator[str]:
    text = scene.context.text
    size = max(len(text), 1)
    longest = scene.context.longest_line
    # No blank stands in such a text: where no line and no word is that long, there is none.
    long = longest >= _LONG_WORD and max(map(len, text.split()), default=0) >= _LONG_WORD
    encoded = max((len(found[0]) for found in _BASE64.finditer(text)), default=0) if long else 0
    if encoded:
        yield "long_base64"
        if encoded > .5 * size:
            yield "mostly_base64"
    if _NUMBERS.search(text):
        yield "numbers"
    if longest > _LONG_LINE and max(map(len, text.splitlines())) > _LONG_LINE:
        yield "long_line"
    head = text[:20_000]
    encoded_head = head.encode("utf-8", "surrogatepass")
    signs = len(encoded_head) - len(encoded_head.translate(None, _SIGNS))
    if signs > .25 * len(head) and size > 200:
        yield "symbols"


def _of_tree(scene: Scene) -> Iterator[str]:
    context = scene.context
    if _is_crammed(scene):
        yield "crammed"
    if next(scene.strings(_BROWSER, "mozilla/"), None):
        yield "browser"
    if scene.members("defaultcredentials", "defaultnetworkcredentials") and scene.members("proxy", "defaultwebproxy", "getsystemwebproxy"):
        yield "proxy"
    room = len(context.text) // _A_SIGN
    if _odd_case(scene):
        yield "random_case"
    operators: dict[str, int] = {}
    for node in context.nodes(ast.BinaryExpressionAst):
        operators[node.operator] = operators.get(node.operator, 0) + 1
    if operators.get("Bxor"):
        yield "xor"
    if operators.get("Isplit", 0) + operators.get("Csplit", 0) + len(scene.methods("split")) > 2 + room:
        yield "splits"
    if operators.get("Ireplace", 0) + operators.get("Creplace", 0) + len(scene.methods("replace")) > 4 + room:
        yield "replaces"
    pieces = sum(1 for node in context.nodes(ast.BinaryExpressionAst) if node.operator == "Plus" and _is_piece(node.left) and _is_piece(node.right))
    if pieces > 5 + room:
        yield "joins"
    if any(node.operator == "Format" and re.match(r"^(?:\{\d+\}){2,}", scene.text(node.left)) for node in context.nodes(ast.BinaryExpressionAst)):
        yield "format_order"
    chars = len(scene.types("char", "char[]"))
    if chars > 3 + room or (chars > room and operators.get("Join", 0)):
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
    if len(names) > 3 and sum(map(_is_gibberish, names)) > .4 * len(names):
        yield "gibberish"
    if any(len(each) > max(300, len(context.text) // 3) and len(_CODE.findall(each)) > _LEAST_CODE for each in scene.all_strings.distinct()):
        yield "code_in_text"


def _odd_case(scene: Scene) -> bool:
    """Whether words turn from small to capital letters as no person writes them: `nEw-oBJecT`."""
    words = {node.command_name() or "" for node in scene.context.nodes(ast.CommandAst)}
    for cls in (ast.MemberExpressionAst, ast.InvokeMemberExpressionAst):
        words |= {node.member.value for node in scene.context.nodes(cls) if isinstance(node.member, ast.StringConstantExpressionAst)}
    words |= {node.type_name.name for node in scene.context.nodes(ast.TypeExpressionAst)}
    words |= {node.parameter_name for node in scene.context.nodes(ast.CommandParameterAst)}
    return sum(map(_is_odd, words)) >= _ODD


@lru_cache(maxsize=20_000)
def _is_odd(name: str) -> bool:
    """Scripts use the same names over and over."""
    return any(map(_turns_oddly, _WORD.findall(name)))


def _turns_oddly(word: str) -> bool:
    """`cLiENt`, but neither `iSCSI`, `VMHost` nor `GetXmlDocument`: it turns often, and into single small letters between capital ones."""
    turns = len(_TURN.findall(word))
    return (turns > 1 and turns * 3 >= len(word) - 1) or (turns > 0 and _ISLAND.search(word) is not None and _TAIL.search(word) is not None)


@lru_cache(maxsize=20_000)
def _is_gibberish(name: str) -> bool:
    """The same of variables."""
    return bool(_GIBBERISH.match(name))


def _is_crammed(scene: Scene) -> bool:
    """Whether a line holds several statements of which one reaches outside: a command line rather than a script."""
    reaching = [*scene.members(*_REACHING_MEMBERS), *(call.node for call in scene.calls(*_REACHING)), *scene.types(*_REACHING_TYPES)]
    if not reaching:
        return False
    script = scene.context.script
    counts: dict[int, int] = {}
    blocks: list[ast.NamedBlockAst | ast.StatementBlockAst] = [*scene.context.nodes(ast.NamedBlockAst), *scene.context.nodes(ast.StatementBlockAst)]
    for block in blocks:
        if len(block.statements) > 1:
            for statement in block.statements:
                line = script.position(statement.start)[0]
                counts[line] = counts.get(line, 0) + 1
    fetching = {id(node) for node in scene.members(*_FETCHING)}
    return any(counts.get(script.position(node.start)[0], 0) >= (_CRAMMED - 1 if id(node) in fetching else _CRAMMED) for node in reaching)


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
