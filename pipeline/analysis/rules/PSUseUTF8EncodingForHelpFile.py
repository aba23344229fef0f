"""A help file is not UTF-8."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING, for_help_files=True)

_OTHERS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def check(context: Context, options: Options) -> Iterator[Hit]:
    if context.data is not None and context.data.startswith(_OTHERS):
        yield Hit(None, "Get-Help reads help files as UTF-8; this one is encoded otherwise.")
