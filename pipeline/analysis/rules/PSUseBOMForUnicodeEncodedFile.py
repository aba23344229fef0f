"""A file with characters beyond ASCII has no byte order mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING)

_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\x2b\x2f\x76")


def check(context: Context, options: Options) -> Iterator[Hit]:
    data = context.data
    if data is not None and not data.isascii() and not data.startswith(_MARKS):
        yield Hit(None, "The file holds characters beyond ASCII and no byte order mark: Windows PowerShell reads them as other characters.")
