"""Something is fetched or sent over plain http."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import LOW, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.network import downloads
from pipeline.analysis.detecting.places import CODE_FILE, is_plain_http

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Use https.",
    safe="Invoke-WebRequest -Uri https://example.org/tools.zip -OutFile tools.zip",
    attack=("T1557",),
    cwe=("CWE-319",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for download in scene.shared(downloads):
        if is_plain_http(download.url):
            code = CODE_FILE.search(download.url.partition("?")[0])
            yield Sighting(download.node, "Whoever sits between can read and change what is fetched over http.", None if code or download.kind != "text" else LOW)
    for call in scene.calls("invoke-webrequest", "invoke-restmethod"):
        if call.text("method").lower() in ("post", "put", "patch") and is_plain_http(call.text("uri", position=0)):
            yield Sighting(call.node, "Whoever sits between can read what is sent over http.")
