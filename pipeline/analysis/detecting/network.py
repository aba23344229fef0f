"""What a script fetches from the network and sends there, by whatever way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.powershell import nodes as ast

from .lines import lines_of
from .scene import member_name
from .texts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .scene import Scene

URL: Final = re.compile(r"(?i)\b(?:https?|ftp)://[^\s\"'<>|)]+")
_TEXT: Final = ("downloadstring", "downloadstringasync", "downloadstringtaskasync", "getstringasync", "openread", "openreadasync", "readtoend")
_BYTES: Final = ("downloaddata", "downloaddataasync", "downloaddatataskasync", "getbytearrayasync", "getstreamasync")
_FILE: Final = ("downloadfile", "downloadfileasync", "downloadfiletaskasync")
_COMMANDS: Final = ("invoke-webrequest", "invoke-restmethod")
_XML_HTTP: Final = ("responsetext", "responsebody", "responsestream")


_READERS: Final = frozenset({"get-content", "gc", "cat", "type", "get-item", "get-childitem", "gci", "ls", "dir", "test-path"})
"""What these answer is not made of the path that they are given."""


class Download(NamedTuple):
    """`url` and `target` are texts with holes; `target` is empty when nothing is written to a file; `kind`: `text`, `bytes` or `file`."""

    node: ast.Ast
    url: str
    target: str
    kind: str


def downloads(scene: Scene) -> list[Download]:
    """All of them; ask with `scene.shared(downloads)`."""
    return [*_methods(scene), *_commands(scene), *_programs(scene)]


def fetched(scene: Scene) -> dict[int, Download]:
    """Downloads by the identity of their nodes. Ask with `scene.shared(fetched)`."""
    return {id(download.node): download for download in scene.shared(downloads)}


def download_in(scene: Scene, nodes: Iterable[ast.Ast]) -> Download | None:
    """The first download that the values of these nodes are made of."""
    known = scene.shared(fetched)
    if not known:
        return None
    return next((known[id(node)] for node in scene.origins(*nodes, stop=_READERS) if id(node) in known and known[id(node)].kind != "file"), None)


def _methods(scene: Scene) -> Iterator[Download]:
    for names, kind in ((_TEXT, "text"), (_BYTES, "bytes"), (_FILE, "file")):
        for node in scene.methods(*names):
            if member_name(node) == "readtoend":
                if not _is_web(scene, node):
                    continue
                url = next((scene.text(each.arguments[0]) for each in scene.origins(node)
                            if isinstance(each, ast.InvokeMemberExpressionAst) and member_name(each) in ("create", "open") and each.arguments), HOLE)
                yield Download(node, url, "", kind)
            elif node.arguments and not (member_name(node) == "openread" and node.static):
                target = scene.text(node.arguments[1]) if kind == "file" and len(node.arguments) > 1 else ""
                yield Download(node, scene.text(node.arguments[0]), target, kind)
    for member in scene.members(*_XML_HTTP):
        url = next((scene.text(each.arguments[1]) for each in scene.methods("open") if len(each.arguments) > 1), HOLE)
        if scene.com_objects("msxml2.xmlhttp", "microsoft.xmlhttp", "msxml2.serverxmlhttp", "winhttp.winhttprequest.5.1", "msxml2.xmlhttp.6.0", "msxml2.serverxmlhttp.6.0"):
            yield Download(member, url, "", "text")


def _is_web(scene: Scene, node: ast.InvokeMemberExpressionAst) -> bool:
    """Whether a reader reads the answer of a web request."""
    return any(
        isinstance(each, ast.InvokeMemberExpressionAst) and member_name(each) in ("getresponse", "getresponsestream", "openread")
        for each in scene.origins(node.expression)
    )


def _commands(scene: Scene) -> Iterator[Download]:
    for call in scene.calls(*_COMMANDS):
        method = call.text("method").lower()
        if method in ("post", "put", "patch", "delete"):
            continue
        target = call.text("outfile")
        yield Download(call.node, call.text("uri", position=0), target, "file" if target else "text")
    for call in scene.calls("start-bitstransfer"):
        if call.text("transfertype").lower() != "upload":
            yield Download(call.node, call.text("source", position=0), call.text("destination", position=1), "file")


_PROGRAM_URL: Final = re.compile(r"(?i)((?:https?|ftp)://\S+?)[\"']?(?:\s+[\"']?([^\s\"']+))?[\"']?\s*$|((?:https?|ftp)://[^\s\"']+)[\"']?(?:\s+[\"']?([^\s\"']+))?")
_OUT: Final = re.compile(r"(?i)\s(?:-o|-O|--output|--output-document)[= ]\s*[\"']?([^\s\"']+)")


def _programs(scene: Scene) -> Iterator[Download]:
    for line in lines_of(scene, "certutil", "bitsadmin", "curl", "wget", "tftp"):
        found = _PROGRAM_URL.search(line.raw)
        if found and (line.program != "certutil" or "urlcache" in line.arguments or "verifyctl" in line.arguments):
            target = _OUT.search(line.raw)
            url = found[1] or found[3]
            yield Download(line.node, url, target[1] if target else found[2] or found[4] or "", "file")
