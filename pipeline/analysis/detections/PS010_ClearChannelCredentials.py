"""Credentials travel over a channel that others can read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.places import is_plain_http
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Use https, or Kerberos on an encrypted connection.",
    safe="Invoke-RestMethod -Uri https://host.example/api -Authentication Bearer -Token $token",
    attack=("T1040",),
    cwe=("CWE-319",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("invoke-webrequest", "invoke-restmethod"):
        if call.has("allowunencryptedauthentication"):
            yield Sighting(call.node, "-AllowUnencryptedAuthentication sends the credentials in clear text.")
        elif is_plain_http(call.text("uri", position=0)) and (call.has("credential", "token", "usedefaultcredentials") or _has_authorization(scene, call.given("headers"))):
            yield Sighting(call.node, "Credentials are sent over http, where everybody on the way can read them.")
    for line in lines_of(scene, "winrm"):
        if re.search(r"allowunencrypted\s*=\s*\W?true", line.arguments):
            yield Sighting(line.node, "WinRM is told to accept clear text.")
    for call in scene.calls("set-item"):
        if "allowunencrypted" in call.text("path", position=0).lower() and call.text("value", position=1).lower() in ("true", "1"):
            yield Sighting(call.node, "WinRM is told to accept clear text.")


def _has_authorization(scene: Scene, headers: ast.Ast | None) -> bool:
    return headers is not None and any(
        isinstance(node, ast.StringConstantExpressionAst) and node.value.lower() == "authorization" for node in scene.origins(headers)
    )
