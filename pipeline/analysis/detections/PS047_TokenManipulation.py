"""Tokens or privileges are changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.natives import named
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Start the program as the user whose rights it needs.",
    safe="Start-Process pwsh -Credential $credential",
    attack=("T1134",),
)

_STRONG: Final = ("impersonateloggedonuser", "setthreadtoken", "duplicatetoken", "duplicatetokenex", "createprocesswithtokenw", "rtladjustprivilege", "rtlsetprocessiscritical",
                  "ntsetinformationprocess", "lsacallauthenticationpackage")

_PRIVILEGES: Final = re.compile(r"(?i)sedebugprivilege|setcbprivilege|seassignprimarytoken|seimpersonate|seloaddriver|secreatetoken")
"""Privileges that give the rest; a list of all that a parameter may take proves nothing."""


def check(scene: Scene) -> Iterator[Sighting]:
    for node in named(scene, *_STRONG)[:3]:
        yield Sighting(node, "The script acts with the token of another user, or changes what a process may do.")
    for node in named(scene, "logonuser", "logonusera", "logonuserw")[:1]:
        yield Sighting(node, "The script signs in as another user through a function of Windows.", MEDIUM)
    adjust = named(scene, "adjusttokenprivileges")
    if adjust:
        strong = any(not isinstance(text.node.parent, ast.AttributeAst) for text, _ in scene.strings(_PRIVILEGES, "privilege"))
        yield Sighting(adjust[0], "The script gives itself privileges.", HIGH if strong else MEDIUM)
    for node in scene.methods("enterdebugmode"):
        yield Sighting(node, "The script gives itself the right to read every process.")
