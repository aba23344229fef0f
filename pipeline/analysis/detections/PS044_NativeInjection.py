"""Functions of Windows are called that put code into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, Detection, Sighting
from pipeline.analysis.detecting.natives import ALLOCATE, RUN, WRITE, natives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Write what needs such functions as a signed program.",
    safe="Add-Type -Path $PSScriptRoot/Signed.dll",
    attack=("T1055", "T1106"),
)

_REFLECTION: Final = ("definedynamicassembly", "getdelegateforfunctionpointer", "definepinvokemethod")


def check(scene: Scene) -> Iterator[Sighting]:
    known = scene.shared(natives)
    called = {name: scene.members(name) for name in (*ALLOCATE, *WRITE, *RUN)}
    names = set(known) | {name for name, nodes in called.items() if nodes}
    allocates, writes_, runs = names & ALLOCATE, names & WRITE, names & RUN
    if not allocates and not writes_:
        unsafe = [node for node in scene.members(*_REFLECTION) if scene.members("getprocaddress") or "getprocaddress" in known or "definepinvokemethod" in known or scene.members("definepinvokemethod") or "unsafenativemethods" in scene.context.lower_text]
        for node in unsafe[:1]:
            yield Sighting(node, "Functions of Windows are called by addresses that are looked up when the script runs.", HIGH)
        return
    first = min((known.get(name) or called[name][0] for name in allocates | writes_), key=lambda node: node.start)
    if (allocates or writes_) and (runs or (allocates and writes_)):
        yield Sighting(first, f"The script puts code into memory and runs it ({', '.join(sorted(allocates | writes_ | runs))}).")
    else:
        yield Sighting(first, f"The script changes memory by functions of Windows ({', '.join(sorted(names & (ALLOCATE | WRITE)))}).", HIGH)
