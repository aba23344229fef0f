"""Make the table of .NET's public types out of folders of assemblies: `python -m pipeline.powershell.tables.dotnet FRAMEWORK [MORE...]`.

An assembly is a Windows program file with tables of metadata in it (ECMA-335, part II, chapters 24 and 25); of these only the names of
types and which type lies inside which other are read. `data/net_types.json` was made from the shared framework of .NET Core 3.1 and, for what
PowerShell brings along besides (`BESIDES`), from Mono's libraries.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from struct import calcsize, unpack_from
from typing import TypeAlias

from .store import CORE_MARK, DATA

TYPE_DEF, NESTED_CLASS = 0x02, 0x29
PUBLIC, NESTED_PUBLIC, VISIBILITY = 1, 2, 7
BESIDES = frozenset({
    "System.CodeDom", "System.CodeDom.Compiler", "System.Configuration", "System.Configuration.Provider", "System.Data.Odbc", "System.Data.OleDb",
    "System.Diagnostics", "System.DirectoryServices", "System.Drawing", "System.Drawing.Drawing2D", "System.Drawing.Imaging",
    "System.Drawing.Printing", "System.Drawing.Text", "System.IO.Ports", "System.Management", "System.Runtime.Caching",
    "System.Security.Cryptography.Pkcs", "System.Security.Cryptography.Xml", "System.ServiceModel.Syndication", "System.ServiceProcess",
})
"""Namespaces of .NET's Windows compatibility pack, which PowerShell has on every system."""

LEFT_OUT = ("Internal", "Windows")
"""Namespaces for the framework's own use, and of Windows' store."""

CORE = "System.Private.CoreLib.dll"
"""The assembly that .NET looks into for a type's name without an assembly; what is in it is marked."""

MOVED = frozenset({
    "System.Collections.Generic.HashSet`1", "System.Collections.Generic.Queue`1", "System.Diagnostics.Stopwatch", "System.IO.Directory",
    "System.IO.DirectoryInfo", "System.IO.EnumerationOptions", "System.IO.File", "System.IO.FileInfo", "System.IO.FileSystemInfo",
    "System.IO.SearchOption", "System.IO.StringReader", "System.IO.StringWriter",
})
"""What later releases moved there."""

# A column is a number of bytes, a heap (S strings, G identifiers, B blobs), or a number of a row: (bits that say which table, tables).
_TYPE_DEF_OR_REF = (2, 2, 1, 0x1B)
_HAS_CONSTANT = (2, 4, 8, 0x17)
_HAS_ATTRIBUTE = (5, 6, 4, 1, 2, 8, 9, 10, 0, 0x0E, 0x17, 0x14, 0x11, 0x1A, 0x1B, 0x20, 0x23, 0x26, 0x27, 0x28, 0x2A, 0x2C, 0x2B)
_HAS_MARSHAL = (1, 4, 8)
_HAS_SECURITY = (2, 2, 6, 0x20)
_MEMBER_PARENT = (3, 2, 1, 0x1A, 6, 0x1B)
_HAS_SEMANTICS = (1, 0x14, 0x17)
_METHOD = (1, 6, 0x0A)
_FORWARDED = (1, 4, 6)
_IMPLEMENTATION = (2, 0x26, 0x23, 0x27)
_ATTRIBUTE_KIND = (3, 6, 0x0A)
_SCOPE = (2, 0, 0x1A, 0x23, 1)
Column: TypeAlias = int | str | tuple[int, ...]
_COLUMNS: dict[int, tuple[Column, ...]] = {
    0x00: (2, "S", "G", "G", "G"), 0x01: (_SCOPE, "S", "S"), 0x02: (4, "S", "S", _TYPE_DEF_OR_REF, (0, 4), (0, 6)),
    0x03: ((0, 4),), 0x04: (2, "S", "B"), 0x05: ((0, 6),), 0x06: (4, 2, 2, "S", "B", (0, 8)), 0x07: ((0, 8),),
    0x08: (2, 2, "S"), 0x09: ((0, 2), _TYPE_DEF_OR_REF), 0x0A: (_MEMBER_PARENT, "S", "B"), 0x0B: (2, _HAS_CONSTANT, "B"),
    0x0C: (_HAS_ATTRIBUTE, _ATTRIBUTE_KIND, "B"), 0x0D: (_HAS_MARSHAL, "B"), 0x0E: (2, _HAS_SECURITY, "B"), 0x0F: (2, 4, (0, 2)),
    0x10: (4, (0, 4)), 0x11: ("B",), 0x12: ((0, 2), (0, 0x14)), 0x13: ((0, 0x14),), 0x14: (2, "S", _TYPE_DEF_OR_REF),
    0x15: ((0, 2), (0, 0x17)), 0x16: ((0, 0x17),), 0x17: (2, "S", "B"), 0x18: (2, (0, 6), _HAS_SEMANTICS),
    0x19: ((0, 2), _METHOD, _METHOD), 0x1A: ("S",), 0x1B: ("B",), 0x1C: (2, _FORWARDED, "S", (0, 0x1A)), 0x1D: (4, (0, 4)),
    0x20: (4, 2, 2, 2, 2, 4, "B", "S", "S"), 0x21: (4,), 0x22: (4, 4, 4), 0x23: (2, 2, 2, 2, 4, "B", "S", "S", "B"), 0x24: (4, (0, 0x23)),
    0x25: (4, 4, 4, (0, 0x23)), 0x26: (4, "S", "B"), 0x27: (4, 4, "S", "S", _IMPLEMENTATION), 0x28: (4, 4, "S", _IMPLEMENTATION),
    0x29: ((0, 2), (0, 2)),
}
_HEAP_BITS = {"S": 1, "G": 2, "B": 4}


def main(arguments: list[str]) -> None:
    names: dict[str, set[str]] = {}
    more = {str(Path(folder)) for folder in arguments[1:]}
    for path in sorted(path for folder in arguments for path in Path(folder).glob("*.dll")):
        for namespace, name in public_types(path.read_bytes()):
            wanted = namespace in BESIDES if str(path.parent) in more else not namespace.startswith(LEFT_OUT)
            if namespace and wanted:
                in_core = path.name == CORE or f"{namespace}.{name}" in MOVED
                names.setdefault(namespace, set()).add(name + CORE_MARK * in_core)
    rows = ([namespace, *sorted(name for name in found if name + CORE_MARK not in found)] for namespace, found in sorted(names.items()))
    lines = ",\n".join(json.dumps(row) for row in rows)
    (DATA / "net_types.json").write_text(f"[\n{lines}\n]\n", encoding="ascii", newline="\n")


def public_types(data: bytes) -> Iterator[tuple[str, str]]:
    """Namespace and name of every type that is visible outside; a nested one as `Outer+Inner`. Nothing of a file without metadata."""
    streams = _streams(data)
    if streams is None:
        return
    rows, strings = _rows(data, streams["#~"]), streams["#Strings"]
    outer = {row[0]: row[1] for row in rows(NESTED_CLASS)}
    types = list(rows(TYPE_DEF))

    def text(at: int) -> str:
        return data[strings + at:data.index(b"\0", strings + at)].decode()

    def full(number: int) -> tuple[str, str] | None:
        flags, name, namespace = types[number - 1][:3]
        if number not in outer:
            return (text(namespace), text(name)) if flags & VISIBILITY == PUBLIC else None
        around = full(outer[number]) if flags & VISIBILITY == NESTED_PUBLIC else None
        return around and (around[0], f"{around[1]}+{text(name)}")

    yield from filter(None, map(full, range(1, len(types) + 1)))


def _streams(data: bytes) -> dict[str, int] | None:
    """Where each stream of the metadata begins."""
    header = unpack_from("<I", data, 0x3C)[0]
    sections, optional = unpack_from("<H", data, header + 6)[0], unpack_from("<H", data, header + 20)[0]
    wide = unpack_from("<H", data, header + 24)[0] == 0x20B
    table = [unpack_from("<IIII", data, header + 24 + optional + 40 * i + 8) for i in range(sections)]

    def place(address: int) -> int:
        return next((address - begin + raw for size, begin, _, raw in table if begin <= address < begin + size), 0)

    cli = place(unpack_from("<I", data, header + 24 + (112 if wide else 96) + 8 * 14)[0])
    if not cli:
        return None
    root = place(unpack_from("<I", data, cli + 8)[0])
    at = root + 16 + unpack_from("<I", data, root + 12)[0]
    found = {}
    count, at = unpack_from("<H", data, at + 2)[0], at + 4
    for _ in range(count):
        end = data.index(b"\0", at + 8)
        found[data[at + 8:end].decode()] = root + unpack_from("<I", data, at)[0]
        at = at + 8 + (end - at - 8) // 4 * 4 + 4
    return found


class _rows:  # noqa: N801 - called like a function: the rows of a table
    """Reads tables by their numbers, each row as a tuple of numbers."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        heaps, present = data[at + 6], unpack_from("<Q", data, at + 8)[0]
        numbers = [n for n in range(64) if present >> n & 1]
        counts = unpack_from(f"<{len(numbers)}I", data, at + 24)
        self._counts = dict(zip(numbers, counts, strict=True))
        self._heaps = heaps
        self._start: dict[int, int] = {}
        at += 24 + 4 * len(numbers)
        for number in numbers:
            self._start[number] = at
            if number not in _COLUMNS:
                break
            at += calcsize(self._format(number)) * self._counts[number]

    def __call__(self, number: int) -> Iterable[tuple[int, ...]]:
        layout = self._format(number)
        size = calcsize(layout)
        return [unpack_from(layout, self._data, self._start[number] + size * i) for i in range(self._counts.get(number, 0))]

    def _format(self, number: int) -> str:
        return "<" + "".join("H" if self._width(column) == 2 else "I" for column in _COLUMNS[number])

    def _width(self, column: Column) -> int:
        if isinstance(column, int):
            return column
        if isinstance(column, str):
            return 4 if self._heaps & _HEAP_BITS[column] else 2
        bits, *tables = column
        return 4 if max(self._counts.get(t, 0) for t in tables) >= 1 << 16 - bits else 2


if __name__ == "__main__":
    main(sys.argv[1:])
