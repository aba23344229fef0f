"""Texts, keys, sockets and loops that speak of an attack; scripts that are one deed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.execution import executions
from pipeline.analysis.detecting.network import downloads
from pipeline.analysis.detecting.places import INSTALLERS
from pipeline.analysis.detecting.registry import writes
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

from .telling import SENDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

_KEYS: Final = 5
_OTHER_LANGUAGE: Final = re.compile(r"(?i)CreateObject\(|WScript\.|new\s+ActiveXObject|@echo\s+off|<script\b|On Error Resume Next|Set\s+\w+\s*=\s*GetObject")
_OTHER_FILE: Final = re.compile(r"(?i)\.(?:vbs|vbe|js|jse|hta|wsf|bat|cmd|sct)\b")
_EXTORTION: Final = re.compile(r"(?i)files? (?:have been|are|were) encrypted|\bbitcoin (?:address|wallet)|\.onion\b|pay .{0,30}bitcoin")
_MINING: Final = re.compile(r"(?i)stratum\+(?:tcp|ssl)|\bxmrig\b|\bminergate\b|\bcryptonight\b|\bnicehash\b")
_LINE: Final = re.compile(
    r"(?i)\b(?:powershell|pwsh)(?:\.exe)?[\"']?\s.{0,120}?(?:[-/]e(?:c|nc?|nco\w*)?\s+[A-Za-z0-9+/=$\"']{12}|[-/]w(?:in\w*)?\s+(?:hid|1\b)|[-/](?:nop|noni|sta)\b.{0,60}[-/](?:c|e|w|ep|nop|noni|sta)|"
    r"(?:iex|invoke-expression|downloadstring|frombase64))|mshta(?:\.exe)?[\"']?\s+[\"']?(?:https?:|javascript|vbscript)|regsvr32.{0,60}/i:http|rundll32.{0,40}javascript|certutil.{0,40}-(?:decode|urlcache)",
)
_CRADLE: Final = re.compile(r"(?i)(?:iex|invoke-expression)\W.{0,120}(?:download(?:string|data)|invoke-webrequest|\biwr\b|getresponse)|download(?:string|data)\W.{0,160}\|\s*(?:iex|invoke-expression)")
_LINES_OF_MANY: Final = 6


def other_ways(scene: Scene) -> Iterator[str]:
    if len(scene.methods("sendwait", "sendkeys")) >= _KEYS or (scene.methods("sendkeys") and scene.com_objects("wscript.shell") and len(scene.methods("sendkeys")) > 2):
        yield "types_keys"
    if next(scene.strings(_OTHER_LANGUAGE, "createobject", "wscript", "activexobject", "@echo", "<script", "resume next", "getobject"), None) and next(
        scene.strings(_OTHER_FILE, ".vb", ".js", ".hta", ".wsf", ".bat", ".cmd", ".sct"), None,
    ):
        yield "drops_script"
    if next(scene.strings(_EXTORTION, "encrypted", "bitcoin", ".onion"), None):
        yield "extortion"
    if next(scene.strings(_MINING, "stratum+", "xmrig", "cryptonight", "minergate", "nicehash"), None):
        yield "mining"
    if next(scene.strings(_LINE, "powershell", "pwsh", "mshta", "regsvr32", "rundll32", "certutil"), None):
        yield "hidden_line"
    if next(scene.strings(_CRADLE, "download", "webrequest", "iwr ", "getresponse"), None):
        yield "cradle_text"
    if scene.types("net.sockets.tcpclient", "net.sockets.tcplistener", "net.sockets.udpclient", "net.sockets.socket"):
        yield "raw_socket"
    if _endless(scene) and (scene.shared(downloads) or scene.methods(*SENDERS) or scene.types("net.sockets.tcpclient")):
        yield "waits_for_orders"


_HEX_BYTES: Final = 16
_OPEN_PROGRAM: Final = re.compile(r"(?i)%(?:temp|tmp|appdata|localappdata|public|programdata|allusersprofile)%[^|;\"']{0,120}\.(?:exe|scr|com|pif|vbs|vbe|js|hta|bat|cmd|ps1|dll|jar)\b")
_SHELL: Final = re.compile(r"(?i)\b(?:powershell|pwsh|cmd|mshta|wscript|cscript|rundll32|regsvr32)(?:\.exe)?\b")


def bytes_and_places(scene: Scene) -> Iterator[str]:
    context = scene.context
    if "0x" in context.lower_text and any(len(node.elements) >= _HEX_BYTES and all(_is_hex(scene, each) for each in node.elements[:_HEX_BYTES]) for node in context.nodes(ast.ArrayLiteralAst)):
        yield "hex_bytes"
    if "env:" in context.lower_text and any(_OPEN_PROGRAM.search(scene.text(node)) for node in _paths(scene)):
        yield "program_in_open_place"
    if scene.methods("createshortcut") and any(
        isinstance(node.left, ast.MemberExpressionAst) and member_name(node.left) == "targetpath" and _SHELL.search(scene.text(node.right)) for node in context.nodes(ast.AssignmentStatementAst)
    ):
        yield "shell_shortcut"


def _paths(scene: Scene) -> Iterator[ast.Ast]:
    """Texts that begin in such a place."""
    for node in scene.context.nodes_of(ast.ExpandableStringExpressionAst, ast.BinaryExpressionAst):
        if not isinstance(node.parent, ast.BinaryExpressionAst) and _OPEN.search(scene.source(node)[:_LONGEST_PATH]):
            yield node


_LONGEST_PATH: Final = 300
_OPEN: Final = re.compile(r"(?i)\$\{?env:(?:temp|tmp|appdata|localappdata|public|programdata|allusersprofile)\b")


def _is_hex(scene: Scene, node: ast.Ast) -> bool:
    return isinstance(node, ast.ConstantExpressionAst) and scene.source(node)[:2].lower() == "0x" and len(scene.source(node)) <= 4


def passwords(scene: Scene) -> Iterator[str]:
    """Passwords that are asked for or tried again and again."""
    asks = scene.methods("promptforcredential") or scene.calls("get-credential")
    if asks and _endless(scene) and scene.methods("getnetworkcredential"):
        yield "asks_until_given"
    tries = [*scene.methods("validatecredentials"), *(node for node in scene.members("logonuser") if isinstance(node, ast.InvokeMemberExpressionAst))]
    if any(_in_loop(node) for node in tries):
        yield "guesses_passwords"


def _in_loop(node: ast.Ast) -> bool:
    above = node.parent
    while above is not None:
        if isinstance(above, ast.ForEachStatementAst | ast.WhileStatementAst | ast.ForStatementAst | ast.DoWhileStatementAst | ast.DoUntilStatementAst):
            return True
        above = above.parent
    return False


def _endless(scene: Scene) -> bool:
    """Whether a loop has no end: `while ($true)`, `while (1)`, `for (;;)`."""
    context = scene.context
    conditions = [*(loop.condition for loop in context.nodes(ast.WhileStatementAst)), *(loop.condition for loop in context.nodes(ast.DoWhileStatementAst))]
    return any(each is not None and re.fullmatch(r"(?i)\(*\s*(?:\$true|1)\s*\)*", scene.source(each)) for each in conditions) or any(
        loop.condition is None for loop in context.nodes(ast.ForStatementAst)
    )


def one_deed(scene: Scene) -> Iterator[str]:
    """A script of few statements without anything that explains, names or says something, and with a reach."""
    context = scene.context
    named = [*context.functions, *context.nodes(ast.ParameterAst)]
    if named or scene.calls("write-host", "write-output", "write-verbose"):
        return
    blocks: list[ast.NamedBlockAst | ast.StatementBlockAst] = [*context.nodes(ast.NamedBlockAst), *context.nodes(ast.StatementBlockAst)]
    if 0 < sum(len(block.statements) for block in blocks) <= _LINES_OF_MANY and _reaches(scene):
        yield "one_deed"


def _reaches(scene: Scene) -> bool:
    fetched = scene.shared(downloads)
    if fetched and all(INSTALLERS.match(download.url) for download in fetched):
        return False
    return bool(
        fetched or scene.shared(executions) or scene.shared(writes) or scene.types("net.sockets.tcpclient", "net.sockets.tcplistener")
        or scene.methods("shellexecute", "run"),
    )
