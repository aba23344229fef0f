"""A protection of Windows is weakened in the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.registry import writes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Leave the protection on and give the program what it needs in another way.",
    safe="Get-ItemProperty HKLM:/SOFTWARE/Microsoft/Windows/CurrentVersion/Policies/System -Name EnableLUA",
    attack=("T1112", "T1548.002"),
    cwe=("CWE-693",),
)

_WEAK: Final = (
    ("enablelua", ("0", "0x0"), "User Account Control is switched off."),
    ("consentpromptbehavioradmin", ("0", "0x0"), "Administrators are no longer asked before a program gets their rights."),
    ("promptonsecuredesktop", ("0", "0x0"), "The prompt for rights no longer stands on a desktop of its own."),
    ("localaccounttokenfilterpolicy", ("1", "0x1"), "Local administrators get full rights over the network."),
    ("uselogoncredential", ("1", "0x1"), "Passwords are kept in memory as plain text."),
    ("runasppl", ("0", "0x0"), "The process that holds credentials is no longer protected."),
    ("disablerestrictedadmin", ("0", "0x0"), "A hash is enough to sign in over RDP."),
    ("lmcompatibilitylevel", ("0", "1", "2", "0x0", "0x1", "0x2"), "Old and weak ways to sign in are allowed again."),
    ("nolmhash", ("0", "0x0"), "Weak hashes of passwords are stored again."),
    ("enablesmartscreen", ("0", "0x0"), "SmartScreen is switched off."),
    ("smartscreenenabled", ("off", "0"), "SmartScreen is switched off."),
    ("enablevirtualizationbasedsecurity", ("0", "0x0"), "Virtualization-based security is switched off."),
    ("lsacfgflags", ("0", "0x0"), "Credential Guard is switched off."),
    ("restrictanonymous", ("0", "0x0"), "Anonymous users may list accounts and shares."),
    ("everyoneincludesanonymous", ("1", "0x1"), "Anonymous users count as everyone."),
    ("savezoneinformation", ("1", "0x1"), "Files from the internet are no longer marked."),
    ("vbawarnings", ("1", "0x1"), "Macros run without asking."),
    ("disabletaskmgr", ("1", "0x1"), "The task manager is locked."),
    ("disableregistrytools", ("1", "0x1"), "The registry editor is locked."),
    ("smb1", ("1", "0x1"), "SMB 1 is switched on."),
    ("requiresecuritysignature", ("0", "0x0"), "SMB no longer asks for signatures."),
)
_BY_NAME: Final = {name: (values, sentence) for name, values, sentence in _WEAK}


def check(scene: Scene) -> Iterator[Sighting]:
    for write in scene.shared(writes):
        known = _BY_NAME.get(write.name)
        if known and write.value.strip("'\"") in known[0] and not write.deletes:
            yield Sighting(write.node, known[1])
    for call in scene.calls("set-smbserverconfiguration"):
        if call.has("enablesmb1protocol") or call.text("requiresecuritysignature").lower() in ("false", "0"):
            yield Sighting(call.node, "File sharing is told to accept what is old or unsigned.")
    for call in scene.calls("enable-windowsoptionalfeature"):
        if "smb1" in call.text("featurename").lower():
            yield Sighting(call.node, "SMB 1 is switched on.")
