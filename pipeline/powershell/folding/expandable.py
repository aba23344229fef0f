"""The parts of an expandable string: fixed text and the expressions between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .outcome import Unknown
from .values import utf16

if TYPE_CHECKING:
    from pipeline.powershell.nodes import ExpandableStringExpressionAst, ExpressionAst

_ESCAPE: Final = re.compile(r"`u\{([0-9A-Fa-f]{1,6})\}|`(.)", re.DOTALL)
_ESCAPES: Final = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_DOUBLED: Final = re.compile('(["\u201c\u201d\u201e])["\u201c\u201d\u201e]')


def parts(node: ExpandableStringExpressionAst, text: str) -> list[str | ExpressionAst]:
    """Text with its escapes resolved, and the expressions, in order; `text` is the script around the node."""
    begin, end = _content(node, text)
    found: list[str | ExpressionAst] = []
    for nested in sorted(node.nested_expressions, key=lambda each: each.start):
        found += (_resolved(text[begin:nested.start], node.string_constant_type), nested)
        begin = nested.end
    found.append(_resolved(text[begin:end], node.string_constant_type))
    return found


def _content(node: ExpandableStringExpressionAst, text: str) -> tuple[int, int]:
    kind = node.string_constant_type
    if kind == "BareWord":
        return node.start, node.end
    if kind == "DoubleQuoted":
        return node.start + 1, node.end - 1
    begin, end = text.find("\n", node.start) + 1, text.rfind("\n", node.start, node.end)
    if not node.start < begin <= end + 1 or "\r" in text[node.start:begin - 2]:
        raise Unknown("a here-string with unusual line ends")
    if text[end - 1] == "\r" and end > begin:
        end -= 1
    return begin, max(begin, end)


def _resolved(raw: str, kind: str) -> str:
    if kind == "DoubleQuoted":
        raw = _DOUBLED.sub(r"\1", raw) if "`" not in raw else _undoubled(raw)
    return utf16(_ESCAPE.sub(_escaped, raw) if "`" in raw and kind != "DoubleQuoted" else raw)


def _undoubled(raw: str) -> str:
    """Doubled quotes and escapes in one pass: an escaped quote is no half of a doubled one."""
    out, at = [], 0
    while at < len(raw):
        escape = _ESCAPE.match(raw, at)
        doubled = _DOUBLED.match(raw, at)
        if escape:
            out.append(_escaped(escape))
            at = escape.end()
        elif doubled:
            out.append(doubled[1])
            at = doubled.end()
        else:
            out.append(raw[at])
            at += 1
    return "".join(out)


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        code = int(found[1], 16)
        return chr(code) if code <= 0x10FFFF else ""
    return _ESCAPES.get(found[2], found[2])
