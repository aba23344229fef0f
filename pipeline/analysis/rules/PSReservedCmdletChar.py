"""The name of an exported function holds a character that means something to PowerShell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.functions import exported, without_scope
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.parameters import block_attributes

RULE = Rule(WARNING)

_RESERVED: Final = frozenset("#,(){}[]&/\\$^;:\"'<>|?@`*%+=~")


def check(context: Context, options: Options) -> Iterator[Hit]:
    for function in context.functions:
        name = without_scope(function.name)
        found = sorted(set(name) & _RESERVED)
        if found and function.name.lower() in context.shared(exported) and block_attributes(function, "CmdletBinding"):
            yield Hit(function, f"The name {name} holds {' '.join(found)}, which PowerShell reads as something else when the command is called.")
