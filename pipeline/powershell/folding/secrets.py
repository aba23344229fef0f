"""Secure strings whose key stands in the script, and AES with a literal key."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

from .aes import decrypt, without_padding
from .binary import bytes_of
from .convert import to_integer, to_text
from .outcome import Unknown, fail
from .values import Pointer, SecureString, byte_array, utf16

if TYPE_CHECKING:
    from collections.abc import Callable

    from .outcome import Budget
    from .session import Session

_HEADER: Final = "76492d1116743f0423413b16050a5345"
"""What every exported secure string with a key begins with."""
_AES_BLOCK: Final = 16


def secure_string(text: str, key: bytes, budget: Budget) -> SecureString:
    """`ConvertTo-SecureString text -Key key`."""
    try:
        iv, data = _exported(text)
        plain = _decrypted(data, key, iv, budget)
        return SecureString(utf16(plain.decode("utf-16-le", "surrogatepass")))
    except (ValueError, binascii.Error):
        fail("Padding is invalid and cannot be removed.", "CryptographicException")


def _exported(text: str) -> tuple[bytes, bytes]:
    """The initialisation vector and the encrypted text of an exported secure string."""
    if not text.startswith(_HEADER):
        raise ValueError("no header")
    inner = base64.b64decode(text[len(_HEADER):], validate=True).decode("utf-16-le")
    version, iv, data = inner.split("|")
    if version != "2":
        raise Unknown("a secure string of another version")
    return base64.b64decode(iv, validate=True), bytes.fromhex(data)


def _decrypted(data: bytes, key: bytes, iv: bytes | None, budget: Budget, *, padded: bool = True) -> bytes:
    budget.spend(len(data) // 8)
    plain = decrypt(data, key, iv)
    return without_padding(plain) if padded else plain


class Aes:
    """A symmetric algorithm whose properties a script sets one by one."""

    __slots__ = ("iv", "key", "mode", "padding")

    def __init__(self) -> None:
        self.key = b""
        self.iv = b""
        self.mode = "cbc"
        self.padding = "pkcs7"

    def set(self, name: str, value: object) -> None:
        """Assign a property."""
        if name in ("key", "iv"):
            setattr(self, name, bytes_of(value))
        elif name in ("mode", "padding"):
            setattr(self, name, {"1": "cbc", "2": "pkcs7" if name == "padding" else "ecb"}.get(to_text(value), to_text(value).lower()))
        elif name not in ("blocksize", "keysize"):
            raise Unknown(f"the property {name} of an algorithm")

    def decryptor(self, args: list[object]) -> Decryptor:
        """`CreateDecryptor()`, or with key and initialisation vector."""
        key, iv = (bytes_of(args[0]), bytes_of(args[1])) if len(args) == 2 else (self.key, self.iv)
        if self.mode not in ("cbc", "ecb") or self.padding not in ("pkcs7", "none", "zeros"):
            raise Unknown("another mode of AES")
        return Decryptor(key, iv[:_AES_BLOCK] if self.mode == "cbc" else None, self.padding)


class Decryptor:
    """What turns encrypted bytes back."""

    __slots__ = ("iv", "key", "padding")

    def __init__(self, key: bytes, iv: bytes | None, padding: str) -> None:
        self.key = key
        self.iv = iv
        self.padding = padding

    def final_block(self, args: list[object], budget: Budget) -> object:
        """`TransformFinalBlock(bytes, offset, count)`."""
        start = to_integer(args[1])
        data = bytes_of(args[0])[start:start + to_integer(args[2])]
        return byte_array(self.run(data, budget))

    def run(self, data: bytes, budget: Budget) -> bytes:
        """All of it at once."""
        try:
            return _decrypted(data, self.key, self.iv, budget, padded=self.padding == "pkcs7")
        except ValueError:
            fail("Padding is invalid and cannot be removed.", "CryptographicException")


def _to_pointer(unit: str) -> Callable[[Session, list[object]], object]:
    def run(_: Session, args: list[object]) -> object:
        if not isinstance(args[0], SecureString):
            raise Unknown("what is no secure string")
        return Pointer(args[0].text, unit)
    return run


def _from_pointer(*units: str) -> Callable[[Session, list[object]], object]:
    def run(_: Session, args: list[object]) -> object:
        pointer = args[0]
        if not isinstance(pointer, Pointer) or pointer.unit not in units or len(args) > 1:
            raise Unknown("what is not in memory")
        return pointer.text.partition("\0")[0]
    return run


_MARSHAL: Final = "Runtime.InteropServices.Marshal"
_WIDE: Final = ("BSTR", "Unicode")
ARGUMENTS: Final[dict[tuple[str, str], tuple[int, int]]] = {
    ("Security.Cryptography.Aes", "create"): (0, 0), ("Security.Cryptography.Rijndael", "create"): (0, 0),
}
STATIC_METHODS: Final[dict[tuple[str, str], Callable[[Session, list[object]], object]]] = {
    (_MARSHAL, "securestringtobstr"): _to_pointer("BSTR"),
    (_MARSHAL, "securestringtoglobalallocunicode"): _to_pointer("Unicode"),
    (_MARSHAL, "securestringtocotaskmemunicode"): _to_pointer("Unicode"),
    (_MARSHAL, "securestringtoglobalallocansi"): _to_pointer("Ansi"),
    (_MARSHAL, "securestringtocotaskmemansi"): _to_pointer("Ansi"),
    (_MARSHAL, "ptrtostringauto"): _from_pointer(*_WIDE), (_MARSHAL, "ptrtostringbstr"): _from_pointer("BSTR"),
    (_MARSHAL, "ptrtostringuni"): _from_pointer(*_WIDE), (_MARSHAL, "ptrtostringansi"): _from_pointer("Ansi"),
    (_MARSHAL, "zerofreebstr"): lambda _, __: None, (_MARSHAL, "freehglobal"): lambda _, __: None,
    ("Security.Cryptography.Aes", "create"): lambda _, __: Aes(), ("Security.Cryptography.Rijndael", "create"): lambda _, __: Aes(),
}
