"""Secrets that Windows or a browser stores are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.natives import named
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Ask the user for the one secret that is needed.",
    safe="$credential = Get-Credential",
    attack=("T1555",),
)

_FILES: Final = re.compile(
    r"(?i)\\Login Data\b|logins\.json|key[34]\.db|signons\.sqlite|\\Web Data\b|cookies\.sqlite|\\Network\\Cookies|\\Local State\b|formhistory\.sqlite|wallet\.dat|\\Microsoft\\Protect\\|"
    r"\\Microsoft\\Credentials\b|\\Microsoft\\Vault\b|\\\.ssh\\id_|FileZilla\\(?:recentservers|sitemanager)|\\Chrome\\User Data|\\Mozilla\\Firefox\\Profiles|Groups\.xml|unattend\.xml|sysprep\.(?:xml|inf)|"
    r"\\Ethereum\b|Electrum\\wallets|Exodus\\|KeePass.*\.kdbx|\.kdbx\b|winscp\.ini|ultravnc\.ini|SiteList\.xml|ConsoleHost_history|\\\.aws\\credentials|\\\.azure\\|leveldb",
)
_WORDS: Final = (
    "login data", "web data", "user data", "logins.json", "key3.db", "key4.db", "signons", "cookies", "local state", "formhistory", "wallet", "\\microsoft\\", ".ssh", "filezilla",
    "firefox\\profiles", "groups.xml", "unattend.xml", "sysprep.", "ethereum", "exodus", ".kdbx", "winscp.ini", "ultravnc.ini", "sitelist", "consolehost_history", ".aws", ".azure", "leveldb",
)
_READERS: Final = ("get-content", "copy-item", "get-childitem", "import-csv", "compress-archive", "get-item", "select-string", "test-path", "invoke-sqlitequery")
_KEYS: Final = re.compile(r"(?i)\\SimonTatham\\PuTTY|Martin Prikryl\\WinSCP|\\Winlogon\b.*|ORL\\WinVNC|RealVNC|TightVNC|IntelliForms|Terminal Server Client\\Servers")


def check(scene: Scene) -> Iterator[Sighting]:
    for node in scene.types("windows.security.credentials.passwordvault", "windows.security.credentials.passwordvault,windows.security.credentials,contenttype=windowsruntime"):
        if scene.members("retrieveall", "retrievepassword", "findallbyresource"):
            yield Sighting(node, "The password vault of the user is read.")
    for line in lines_of(scene, "netsh"):
        if re.search(r"wlan\s+(?:show\s+profile.*key\s*=\s*clear|export\s+profile)", line.arguments):
            yield Sighting(line.node, "Passwords of wireless networks are read.")
    for line in lines_of(scene, "vaultcmd", "cmdkey"):
        if re.search(r"/listcreds|/list\b", line.arguments):
            yield Sighting(line.node, "Stored credentials are listed.", MEDIUM)
    for node in named(scene, "vaultenumerateitems", "vaultgetitem", "credenumerate", "credenumeratew", "credenumeratea", "lsaretrieveprivatedata", "cryptunprotectdata"):
        yield Sighting(node, "Stored credentials are read through functions of Windows.")
    for node in scene.methods("unprotect"):
        if scene.type_of(node).endswith("protecteddata"):
            yield Sighting(node, "A secret that Windows protects for this user is decrypted.", MEDIUM)
    for text, found in scene.strings(_FILES, *_WORDS):
        if _is_path_of(text.node, scene):
            yield Sighting(text.node, f"A file with stored secrets is read ({found[0].strip(chr(92))}).")
    for call in scene.calls("get-itemproperty", "get-childitem", "get-itempropertyvalue"):
        path = call.text("path", "literalpath", position=0)
        if _KEYS.search(path) and (not path.lower().rstrip("\\").endswith("winlogon") or "password" in scene.source(call.node).lower()):
            yield Sighting(call.node, "Stored credentials of programs are read from the registry.")


def _is_path_of(node: ast.Ast, scene: Scene) -> bool:
    """Whether a path is handed to something that reads it, at once or by a variable; what is only cleaned up is not read."""
    above = node.parent
    while above is not None and not isinstance(above, ast.CommandAst | ast.AssignmentStatementAst | ast.InvokeMemberExpressionAst | ast.NamedBlockAst):
        above = above.parent
    if isinstance(above, ast.CommandAst):
        return (above.command_name() or "").lower() not in ("remove-item", "rm", "del", "ri", "write-host", "write-output", "write-verbose", "echo")
    return isinstance(above, ast.AssignmentStatementAst | ast.InvokeMemberExpressionAst) and bool(scene.calls(*_READERS) or scene.methods("readallbytes", "readalltext", "open", "copy"))
