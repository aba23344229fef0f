"""Functions of Windows itself that a script names: in C# it compiles, in delegates it builds, in addresses it looks up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.powershell import nodes as ast

    from .scene import Scene

_NAMES: Final = re.compile(
    r"(?i)\b(VirtualAlloc(?:Ex)?|VirtualProtect(?:Ex)?|WriteProcessMemory|ReadProcessMemory|CreateRemoteThread(?:Ex)?|CreateThread|NtCreateThreadEx|RtlCreateUserThread|"
    r"QueueUserAPC|NtQueueApcThread|NtMapViewOfSection|NtUnmapViewOfSection|ZwUnmapViewOfSection|SetThreadContext|RtlMoveMemory|memset|HeapCreate|CallWindowProc[AW]?|EnumSystemLocales[AW]?|"
    r"MiniDumpWriteDump|OpenProcess(?:Token)?|AdjustTokenPrivileges|DuplicateToken(?:Ex)?|ImpersonateLoggedOnUser|SetThreadToken|CreateProcessWithToken[WA]?|"
    r"LookupPrivilegeValue[AW]?|RtlAdjustPrivilege|LogonUser[AW]?|GetAsyncKeyState|SetWindowsHookEx[AW]?|GetForegroundWindow|GetKeyState|GetKeyboardState|MapVirtualKey|"
    r"capCreateCaptureWindow[AW]?|waveInOpen|mciSendString[AW]?|BitBlt|GetProcAddress|LoadLibrary(?:Ex)?[AW]?|GetModuleHandle[AW]?|AmsiScanBuffer|AmsiInitialize|EtwEventWrite|"
    r"CryptUnprotectData|CredEnumerate[AW]?|CredRead[AW]?|VaultEnumerateItems|VaultGetItem|LsaRetrievePrivateData|LsaEnumerateLogonSessions|LsaCallAuthenticationPackage|NtSetInformationProcess|"
    r"RtlSetProcessIsCritical|NetUserAdd|CreateService[AW]?|SetWindowLong|NetSessionEnum|NetWkstaUserEnum|NetShareEnum|NetLocalGroupGetMembers|DsGetSiteName|SamConnect|"
    r"WNetAddConnection2[AW]?|NtAllocateVirtualMemory|NtWriteVirtualMemory|NtProtectVirtualMemory|LdrLoadDll|FlushInstructionCache|GetDelegateForFunctionPointer|DefinePInvokeMethod|"
    r"DefineDynamicAssembly|CreateProcess[AW]?|ResumeThread|CreateFileMapping[AW]?|MapViewOfFile|GetThreadContext|DeviceIoControl|ShowWindow|GetConsoleWindow|BlockInput)\b",
)
_SHORTEST: Final = 6
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
    found: dict[str, ast.Ast] = {}
    if any(map(scene.context.lower_text.__contains__, _HINTS)):
        strings = scene.all_strings
        for text in strings.distinct():
            for name in _NAMES.finditer(text) if len(text) >= _SHORTEST else ():
                found.setdefault(name[1].lower(), next(strings.nodes_of(text)))
    return found


def named(scene: Scene, *names: str) -> list[ast.Ast]:
    """Where these functions are named."""
    known = scene.shared(natives)
    return [known[name] for name in names if name in known]
