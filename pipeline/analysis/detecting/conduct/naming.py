"""What a script calls its things, and which functions of Windows it calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.natives import natives

from .vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

def names(scene: Scene) -> Iterator[str]:
    known = scene.shared(vocabulary)
    if known.words:
        yield "attack_name"
    if len(known.words) > 1:
        yield "attack_names"
    if known.acts:
        yield "attack_function"
    if known.talked:
        yield "attack_talk"


_REFLECTED: Final = ("definepinvokemethod", "getdelegateforfunctionpointer", "definedynamicassembly")
_UNUSUAL: Final = frozenset("""
    virtualalloc virtualallocex virtualprotect virtualprotectex writeprocessmemory readprocessmemory createremotethread createremotethreadex createthread ntcreatethreadex rtlcreateuserthread
    queueuserapc ntqueueapcthread ntmapviewofsection ntunmapviewofsection zwunmapviewofsection setthreadcontext rtlmovememory memset minidumpwritedump openprocess openprocesstoken
    adjusttokenprivileges duplicatetoken duplicatetokenex impersonateloggedonuser setthreadtoken createprocesswithtokenw createprocesswithtokena rtladjustprivilege getprocaddress loadlibrary
    loadlibrarya loadlibraryw getmodulehandle getmodulehandlea getmodulehandlew ntallocatevirtualmemory ntwritevirtualmemory ntprotectvirtualmemory ldrloaddll resumethread getthreadcontext
    netsessionenum netwkstauserenum netshareenum netlocalgroupgetmembers ntsetinformationprocess rtlsetprocessiscritical
""".split())
_MANY: Final = 4
_KERNEL: Final = re.compile(r"(?i)\"ntdll(?:\.dll)?\"|'ntdll(?:\.dll)?'|\bntdll\s+\w")
_KERNEL_FUNCTION: Final = re.compile(r"\b(?:Nt|Zw|Rtl|Ldr)[A-Z][A-Za-z]{5,}")


_MARKS: Final = re.compile(r"^\s*(?:`n)?\[[*+!-]\]\s")
"""`[*] `, `[+] `: how messages of attackers' tools begin."""


def messages(scene: Scene) -> Iterator[str]:
    if next(scene.strings(_MARKS, "[*]", "[+]", "[!]", "[-]"), None):
        yield "status_marks"


_PRIVATE: Final = re.compile(r"^(?:Microsoft\.Win32\.\w*NativeMethods|System\.Management\.Automation\.\w+|Microsoft\.Win32\.\w+\+\w+)$")


def functions_of_windows(scene: Scene) -> Iterator[str]:
    if any(scene.members(name) for name in _REFLECTED) or "unsafenativemethods" in scene.context.lower_text:
        yield "reflected_natives"
    if any(node.arguments and _PRIVATE.match(scene.text(node.arguments[0])) for node in scene.methods("gettype")):
        yield "private_types"
    if "ntdll" in scene.context.lower_text and _KERNEL.search(scene.context.text) and _KERNEL_FUNCTION.search(scene.context.text):
        yield "system_calls"
    if len(_UNUSUAL & scene.shared(natives).keys()) >= _MANY:
        yield "many_natives"
    if {"blockinput", "rtlsetprocessiscritical"} & scene.shared(natives).keys():
        yield "screen_lock"
    if {"showwindow"} & scene.shared(natives).keys() and ({"getconsolewindow"} & scene.shared(natives).keys() or "mainwindowhandle" in scene.context.lower_text):
        yield "hides_window"
