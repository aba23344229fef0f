"""A script's bytes as a text that PostgreSQL can hold, and back, byte for byte."""

from typing import NamedTuple

from pipeline.powershell.decoding import decode

WITH_MARK = "-bom"  # ends the name of an encoding whose byte order mark stands in the file
MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "utf-32-le": b"\xff\xfe\0\0", "utf-32-be": b"\0\0\xfe\xff"}
PLAIN = "utf-8"


class Text(NamedTuple):
    """`exact`: encoding the text again gives the bytes. Where not, the bytes have to be kept beside it."""

    text: str
    encoding: str
    exact: bool

    @property
    def plain(self) -> bool:
        """Whether the bytes are simply the text in UTF-8."""
        return self.exact and self.encoding == PLAIN


def read_text(data: bytes) -> Text:
    """As PowerShell reads it; NUL, which PostgreSQL's texts cannot hold, and broken sequences become U+FFFD."""
    decoded = decode(data)
    encoding = decoded.encoding + (WITH_MARK if decoded.bom else "")
    text = decoded.text.replace("\0", "\ufffd")
    return Text(text, encoding, encode(text, encoding) == data)


def encode(text: str, encoding: str) -> bytes:
    """Bytes in an encoding named as `read_text` names them."""
    name = encoding.removesuffix(WITH_MARK)
    return (MARKS[name] if encoding != name else b"") + text.encode(name)


def bytes_of(text: str, encoding: str, raw: bytes | None) -> bytes:
    """What was uploaded, from the columns content, encoding and raw of a script or a version."""
    return encode(text, encoding) if raw is None else raw
