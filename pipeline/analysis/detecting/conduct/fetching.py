"""What a script fetches from the network, from where, and where it keeps it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.execution import starts
from pipeline.analysis.detecting.network import downloads
from pipeline.analysis.detecting.places import CODE_FILE, PASTE, STARTUP, WRITABLE
from pipeline.analysis.detecting.texts import HOLE
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.network import Download
    from pipeline.analysis.detecting.scene import Scene

_PROGRAM: Final = re.compile(r"(?i)\.(?:exe|dll|scr|com|pif|cpl|bat|cmd|vbs|vbe|js|jse|wsf|hta|jar|sct|lnk|bin)(?:$|[?#\"'\s])")
_PICTURE: Final = re.compile(r"(?i)\.(?:jpe?g|png|gif|bmp|ico|txt|docx?|xlsx?|pdf|css|php|asp|html?|dat|tmp|mp3|log|rtf)$")
_SHORTENED: Final = re.compile(
    r"(?i)^(?:https?://)?(?:www\.)?(?:[\w-]+\.)*?(?:bit\.ly|tinyurl\.com|goo\.gl|is\.gd|t\.co|cutt\.ly|ow\.ly|tiny\.cc|rebrand\.ly|pomf\.\w+|a\.pomf\.cat|catbox\.moe|gofile\.io|mediafire\.com|"
    r"sendspace\.com|zippyshare\.com|4sync\.com|uploadcare|dropbox\.com|onedrive\.live\.com|drive\.google\.com|docs\.google\.com|gist\.githubusercontent\.com|duckdns\.org|no-ip\.\w+|ddns\.net|hopto\.org|zapto\.org|"
    r"sytes\.net|dynu\.\w+|dyndns\.\w+|myftp\.\w+|serveftp\.\w+|servebeer\.com|redirectme\.net|000webhost\w*|altervista\.org|blogspot\.\w+|weebly\.com|byethost\w*|hol\.es|"
    r"tk|ml|ga|cf|gq|top|xyz|pw|click|icu|onion(?:\.\w+)?)(?:[:/]|$)",
)
_PORT: Final = re.compile(r"(?i)^\s*https?://[^/\s:]+:(\d{2,5})(?:/|$)")
_USUAL_PORTS: Final = frozenset({"80", "443", "8080", "8443", "5000", "5001", "3000", "8000", "9200", "8081", "8530", "8531", "5985", "5986", "1433", "8888", "47001"})
_TARGETS: Final = re.compile(r"(?i)^%(?:windir|systemroot)%|^c:\\windows\\|^c:\\(?:programdata|users)\\|^c:\\[\w.]+$")


def fetching(scene: Scene) -> Iterator[str]:
    found = scene.shared(downloads)
    for download in found:
        yield from _download(download)
    if any(download.kind == "file" and isinstance(download.node, ast.InvokeMemberExpressionAst) for download in found):
        yield "file_by_net"
    if found and scene.types("net.webclient", "net.webrequest", "net.httpwebrequest"):
        yield "web_client"
    for text, _ in scene.strings(_ADDRESS, "://"):
        yield from _address(text.text)
    if any(is_disguised(download, start.path) for start in scene.shared(starts) for download in found if download.target):
        yield "disguised_download"


_ADDRESS: Final = re.compile(r"(?i)\b(?:https?|ftp|tcp)://")


def _download(download: Download) -> Iterator[str]:
    if download.kind == "file":
        if _PROGRAM.search(download.target) or _PROGRAM.search(download.url):
            yield "fetches_program"
        if (WRITABLE.search(download.target) or _TARGETS.search(download.target)) and not STARTUP.search(download.target):
            yield "fetches_to_open_place"
        if _PROGRAM.search(download.target) and _PICTURE.search(download.url.partition("?")[0]):
            yield "disguised_download"
    yield from _address(download.url)


def _address(url: str) -> Iterator[str]:
    url = url.strip()
    if PASTE.search(url) or _SHORTENED.match(url):
        yield "nameless_host"
    port = _PORT.match(url)
    if port and port[1] not in _USUAL_PORTS and HOLE not in url[:20] and not re.match(r"(?i)https?://(?:localhost|127\.)", url):
        yield "odd_port"


def is_disguised(download: Download, started: str) -> bool:
    """Whether a document or picture is started that the address says to be a program."""
    name = download.target.replace("/", "\\").rpartition("\\")[2].lower()
    return "." in name and HOLE not in name and name in started.lower() and bool(_PROGRAM.search(download.url)) and not CODE_FILE.search(name)
