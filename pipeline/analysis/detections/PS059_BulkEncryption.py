"""Many files are encrypted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, MEDIUM, Detection, Sighting
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Encrypt a backup in one archive, and keep the key in a vault.",
    safe="Protect-CmsMessage -To CN=Backup -Path report.csv -OutFile report.csv.cms",
    attack=("T1486",),
)

_CIPHERS: Final = (
    "security.cryptography.aes", "security.cryptography.aesmanaged", "security.cryptography.aescryptoserviceprovider", "security.cryptography.rijndaelmanaged", "security.cryptography.rijndael",
    "security.cryptography.tripledescryptoserviceprovider", "security.cryptography.descryptoserviceprovider", "security.cryptography.rsacryptoserviceprovider", "security.cryptography.aesgcm",
)
_FILES: Final = re.compile(r"(?i)\*?\.(?:docx?|xlsx?|pptx?|pdf|jpe?g|png|sql|mdb|pst|zip|txt|csv|psd|mp[34]|bak|vmdk)\b")
_NOTE: Final = re.compile(r"(?i)(?:your|all)\s+(?:\w+\s+)?files\s+(?:\w+\s+)*encrypted|decrypt\s+(?:your\s+)?files|bitcoin|\bransom|\.onion\b|how[ _-]to[ _-](?:decrypt|recover)")


def check(scene: Scene) -> Iterator[Sighting]:
    ciphers = [*scene.types(*_CIPHERS), *scene.methods("createencryptor")]
    encrypts = scene.methods("createencryptor") or scene.methods("encrypt")
    listing = [call for call in scene.calls("get-childitem") if call.has("recurse") or call.has("include", "filter")] or scene.methods("getfiles", "enumeratefiles", "getlogicaldrives", "getdrives")
    replaces = scene.calls("remove-item", "rename-item", "move-item") or scene.methods("writeallbytes", "delete", "move") or scene.calls("set-content")
    if not (encrypts and ciphers and listing and replaces):
        return
    many = sum(len(_FILES.findall(text.text)) for text, _ in scene.strings(_FILES, "."))
    note = next(iter(scene.strings(_NOTE, "encrypt", "decrypt", "bitcoin", "ransom", ".onion", "recover")), None)
    if note or many > 4:
        yield Sighting(ciphers[0], "Files all over the machine are replaced by encrypted ones.")
    elif any(isinstance(each, ast.ForEachStatementAst) for each in scene.context.nodes(ast.ForEachStatementAst)) or scene.calls("foreach-object"):
        yield Sighting(ciphers[0], "One file after the other is encrypted.", MEDIUM)
