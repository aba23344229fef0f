"""Functions of Windows itself that a script names: in C# it compiles, in delegates it builds, in addresses it looks up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.powershell import nodes as ast

    from .scene import Scene

_NAMES: Final = frozenset("""
    virtualalloc virtualallocex virtualprotect virtualprotectex writeprocessmemory readprocessmemory createremotethread createremotethreadex createthread ntcreatethreadex
    rtlcreateuserthread queueuserapc ntqueueapcthread ntmapviewofsection ntunmapviewofsection zwunmapviewofsection setthreadcontext rtlmovememory memset heapcreate
    callwindowproc callwindowproca callwindowprocw enumsystemlocales enumsystemlocalesa enumsystemlocalesw minidumpwritedump openprocess openprocesstoken
    adjusttokenprivileges duplicatetoken duplicatetokenex impersonateloggedonuser setthreadtoken createprocesswithtoken createprocesswithtokenw createprocesswithtokena
    lookupprivilegevalue lookupprivilegevaluea lookupprivilegevaluew rtladjustprivilege logonuser logonusera logonuserw getasynckeystate setwindowshookex
    setwindowshookexa setwindowshookexw getforegroundwindow getkeystate getkeyboardstate mapvirtualkey capcreatecapturewindow capcreatecapturewindowa
    capcreatecapturewindoww waveinopen mcisendstring mcisendstringa mcisendstringw bitblt getprocaddress loadlibrary loadlibrarya loadlibraryw loadlibraryex
    loadlibraryexa loadlibraryexw getmodulehandle getmodulehandlea getmodulehandlew amsiscanbuffer amsiinitialize etweventwrite cryptunprotectdata credenumerate
    credenumeratea credenumeratew credread credreada credreadw vaultenumerateitems vaultgetitem lsaretrieveprivatedata lsaenumeratelogonsessions
    lsacallauthenticationpackage ntsetinformationprocess rtlsetprocessiscritical netuseradd createservice createservicea createservicew setwindowlong netsessionenum
    netwkstauserenum netshareenum netlocalgroupgetmembers dsgetsitename samconnect wnetaddconnection2 wnetaddconnection2a wnetaddconnection2w ntallocatevirtualmemory
    ntwritevirtualmemory ntprotectvirtualmemory ldrloaddll flushinstructioncache getdelegateforfunctionpointer definepinvokemethod definedynamicassembly createprocess
    createprocessa createprocessw resumethread createfilemapping createfilemappinga createfilemappingw mapviewoffile getthreadcontext deviceiocontrol showwindow
    getconsolewindow blockinput
""".split())
_WORD: Final = re.compile(r"\w+")
_HINTS: Final = (
    "dllimport", "kernel32", "user32", "advapi32", "ntdll", "psapi", "dbghelp", "getprocaddress", "virtual", "minidump", "avicap", "createthread", "vaultcli", "winmm", "netapi32",
    "definedynamicassembly", "getdelegateforfunctionpointer", "callwindowproc", "getasynckeystate", "crypt32", "amsi", "writeprocessmemory", "showwindow",
)
"""One of these, in lower case, stands in every script that names such functions."""
ALLOCATE: Final = frozenset({
    "virtualalloc", "virtualallocex", "ntallocatevirtualmemory", "heapcreate", "ntmapviewofsection", "virtualprotect", "virtualprotectex", "ntprotectvirtualmemory",
})
WRITE: Final = frozenset({"writeprocessmemory", "ntwritevirtualmemory", "rtlmovememory", "memset"})
RUN: Final = frozenset({
    "createremotethread", "createremotethreadex", "createthread", "ntcreatethreadex", "rtlcreateuserthread", "queueuserapc", "ntqueueapcthread", "setthreadcontext",
    "callwindowproc", "callwindowproca", "callwindowprocw", "enumsystemlocalesa", "getdelegateforfunctionpointer",
})


def natives(scene: Scene) -> dict[str, ast.Ast]:
    """The names in lower case, each with the first place where it stands. Ask with `scene.shared(natives)`."""
    strings = scene.all_strings
    found: dict[str, ast.Ast] = {}
    if any(map(scene.context.lower_text.__contains__, _HINTS)) and not _NAMES.isdisjoint(_WORD.findall(strings.text)):
        for text in strings.distinct():
            for name in map(str.lower, _WORD.findall(text)):
                if name in _NAMES:
                    found.setdefault(name, next(strings.nodes_of(text)))
    return found


def named(scene: Scene, *names: str) -> list[ast.Ast]:
    """Where these functions are named."""
    known = scene.shared(natives)
    return [known[name] for name in names if name in known]
