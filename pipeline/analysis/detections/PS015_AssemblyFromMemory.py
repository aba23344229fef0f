"""An assembly is loaded from bytes, or code is compiled from a variable text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.network import download_in
from pipeline.analysis.detecting.scene import member_name
from pipeline.analysis.detecting.texts import HOLE
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Load assemblies from files that are signed and that only administrators may write.",
    safe="Add-Type -Path $PSScriptRoot/Library.dll",
    attack=("T1620",),
    cwe=("CWE-94",),
)

_COMPILED: Final = re.compile(r"(?s)\b(?:class|struct|namespace|Module)\b.*(?:Assembly\.Load|Process\.Start|CreateThread|\.Invoke\s*\(|GetDelegateForFunctionPointer)")
_FETCHES: Final = re.compile(r"\b(?:DownloadData|DownloadString|DownloadFile|WebRequest|HttpClient|TcpClient|GetStringAsync)\b")
_DECODES: Final = re.compile(r"\b(?:FromBase64String|VirtualAlloc|CreateDecryptor|GZipStream|DeflateStream)\b")


def check(scene: Scene) -> Iterator[Sighting]:
    for node in scene.methods("load"):
        if scene.type_of(node) not in ("reflection.assembly", "appdomain") and "currentdomain" not in scene.source(node.expression).lower():
            continue
        if node.arguments and _is_bytes(scene, node.arguments[0]):
            yield Sighting(node, "An assembly is loaded from memory: no file is left to be checked.")
    for node in scene.methods("unsafeloadfrom", "loadfrom", "loadfile"):
        if node.arguments and scene.text(node.arguments[0]).lower().startswith(("http", "\\\\")):
            yield Sighting(node, "An assembly is loaded from another machine.")
    for text, _ in scene.strings(_COMPILED, "assembly.load", "process.start", "createthread", "dllimport"):
        if _FETCHES.search(text.text) or _DECODES.search(text.text):
            yield Sighting(text.node, "The program in this text fetches or decodes code and runs it.", CRITICAL if _FETCHES.search(text.text) else HIGH)
    for call in scene.calls("add-type"):
        source = call.given("typedefinition", "memberdefinition", position=0)
        if source is not None and HOLE in scene.text(source) and not call.has("assemblyname", "path", "literalpath"):
            severity = HIGH if download_in(scene, [source]) else MEDIUM
            yield Sighting(call.node, "Add-Type compiles a text that is only known when the script runs.", severity)


def _is_bytes(scene: Scene, given: ast.Ast) -> bool:
    """Bytes rather than the name of an assembly: decoded, decompressed, downloaded, or said to be bytes."""
    makers = ("frombase64string", "downloaddata", "toarray", "getbytes", "readallbytes", "getbytearrayasync", "invoke")
    for node in scene.origins(given):
        if isinstance(node, ast.InvokeMemberExpressionAst) and member_name(node) in makers:
            return True
        if isinstance(node, ast.TypeConstraintAst) and node.type_name.name.lower() in ("byte[]", "system.byte[]"):
            return True
        if isinstance(node, ast.CommandAst) and "byte[]" in scene.source(node).lower():
            return True
    return False
