"""A network connection gets commands and runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, Detection, Sighting
from pipeline.analysis.detecting.execution import executions
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Use PowerShell remoting over ssh or https, with accounts and logs.",
    safe="Enter-PSSession -HostName server.example.org",
    attack=("T1095", "T1059.001"),
)

_SOCKETS: Final = (
    "net.sockets.tcpclient", "net.sockets.tcplistener", "net.sockets.udpclient", "net.sockets.socket", "net.httplistener", "io.pipes.namedpipeserverstream", "io.pipes.namedpipeclientstream",
    "net.websockets.clientwebsocket", "net.networkinformation.ping",
)
_READS: Final = ("read", "readline", "getstring", "acceptsocket", "accepttcpclient", "receive", "receiveasync", "getcontext", "readasync", "send", "readtoend")
_STREAM: Final = ("getstream", "getresponsestream", "receive", "inputstream", "buffer", "receiveasync")


def check(scene: Scene) -> Iterator[Sighting]:
    sockets = scene.types(*_SOCKETS)
    if not sockets:
        return
    loops = any(scene.context.nodes(cls) for cls in (ast.WhileStatementAst, ast.DoWhileStatementAst, ast.ForStatementAst, ast.DoUntilStatementAst))
    runs = [run for run in scene.shared(executions) if run.how not in ("powershell", "pwsh")]
    pipes = bool(scene.members("redirectstandardinput", "standardinput")) and bool(scene.members("redirectstandardoutput", "standardoutput"))
    if not scene.members(*_READS) or not (runs or pipes):
        return
    plain = [node for node in sockets if "ping" not in scene.source(node).lower() and "pipe" not in scene.source(node).lower()]
    if (plain and loops and _is_fed(scene, runs)) or (plain and pipes):
        yield Sighting(plain[0], "What comes over this connection is run as a command, and the answer is sent back.")
    elif loops and runs and _is_fed(scene, runs):
        yield Sighting(sockets[0], "What comes over this channel is run as a command.", HIGH)


def _is_fed(scene: Scene, runs: list) -> bool:  # type: ignore[type-arg]
    """Whether what is run may come out of the connection rather than out of the script."""
    for run in runs:
        for node in scene.origins(*run.inputs):
            if isinstance(node, ast.MemberExpressionAst) and member_name(node) in (*_READS, *_STREAM):
                return True
    return False
