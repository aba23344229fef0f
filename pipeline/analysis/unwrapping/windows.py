"""What a fresh Windows PowerShell knows before a script has said anything: scripts cut letters out of these values."""

from __future__ import annotations

from typing import Final

from pipeline.powershell.folding.values import CustomObject

ENVIRONMENT: Final[dict[str, str]] = {
    "comspec": r"C:\Windows\system32\cmd.exe", "systemroot": r"C:\Windows", "windir": r"C:\Windows", "systemdrive": "C:",
    "public": r"C:\Users\Public", "programdata": r"C:\ProgramData", "allusersprofile": r"C:\ProgramData", "programfiles": r"C:\Program Files",
    "programfiles(x86)": r"C:\Program Files (x86)", "programw6432": r"C:\Program Files",
    "commonprogramfiles": r"C:\Program Files\Common Files", "commonprogramfiles(x86)": r"C:\Program Files (x86)\Common Files",
    "commonprogramw6432": r"C:\Program Files\Common Files", "os": "Windows_NT", "processor_architecture": "AMD64",
    "pathext": ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC;.CPL", "driverdata": r"C:\Windows\System32\Drivers\DriverData",
}
PLACES: Final = frozenset({"temp", "tmp", "appdata", "localappdata", "userprofile", "homepath", "homedrive", "onedrive"})
"""Folders whose names depend on the user: in a text they stand as the variables that they are."""
_ENGINE: Final = "System.Management.Automation.EngineIntrinsics"
INVOKE_COMMAND: Final = "System.Management.Automation.CommandInvocationIntrinsics"
"""The type of `$ExecutionContext.InvokeCommand`."""

VARIABLES: Final[dict[str, object]] = {
    "pshome": r"C:\Windows\System32\WindowsPowerShell\v1.0", "shellid": "Microsoft.PowerShell", "verbosepreference": "SilentlyContinue",
    "debugpreference": "SilentlyContinue", "erroractionpreference": "Continue", "warningpreference": "Continue",
    "progresspreference": "Continue", "informationpreference": "SilentlyContinue", "confirmpreference": "High", "whatifpreference": False,
    "errorview": "NormalView", "psedition": "Desktop", "psculture": "en-US", "psuiculture": "en-US", "maximumaliascount": 4096,
    "maximumdrivecount": 4096, "maximumerrorcount": 256, "maximumfunctioncount": 4096, "maximumhistorycount": 4096,
    "maximumvariablecount": 4096, "formatenumerationlimit": 4, "nestedpromptlevel": 0, "?": True, "psemailserver": "", "consolefilename": "",
    "^": "", "$": "",
    "executioncontext": CustomObject({"InvokeCommand": CustomObject({}, INVOKE_COMMAND)}, _ENGINE),
}
"""By name in lower case."""
