"""Regular expressions: those that Python's `re` reads as .NET does, and runs in bounded time, are compiled; the rest is unknown.

A pattern is read piece by piece; only pieces with one meaning in both engines pass. Time is bounded by what may repeat: a repeated group
must have one way only to match its text, and single characters that repeat are charged with the longest run that the input holds.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from .outcome import LimitReached, Unknown

if TYPE_CHECKING:
    from .outcome import Budget

_CLASS_ESCAPES: Final = "dDwWsS"
_SIMPLE_ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b"}
_ANCHORS: Final = {"b": r"\b", "B": r"\B", "A": r"\A", "Z": r"(?=\n?\Z)", "z": r"\Z"}
_QUANTIFIER: Final = re.compile(r"(?:[*+?]|\{(\d{1,4})(,(\d{0,4}))?\})\??")
_GROUP: Final = re.compile(r"\((?:\?(?:(:|=|!|<=|<!)|<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')|(?!\?))")
_INLINE: Final = re.compile(r"\(\?([ims]+)\)")
_LITERAL: Final = re.compile(r"\\?[^\w\\.]|[^\W_]|_", re.DOTALL)
_LONGEST_PATTERN: Final = 2000
_MOST_WORK: Final = 30_000_000
"""Steps of Python's matcher at the worst, about half a second."""


class Pattern(NamedTuple):
    """A compiled pattern and what its use may cost.

    `names` are the numbers of named groups, `repeats` what may run long, with the most times it may; `branches` counts the ways of all
    alternatives together; `classes` says that it asks what a word, a digit or white space is; `width` is that of a match where it is fixed.
    """

    regex: re.Pattern[str]
    names: dict[str, int]
    repeats: tuple[tuple[str, int], ...]
    branches: int
    classes: bool
    ignore_case: bool
    width: int | None


class _Reader:
    """One pass over a pattern; `out` is what Python shall read."""

    def __init__(self, text: str, extended: bool) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.names: dict[str, int] = {}
        self.groups = 0
        self.repeats: list[tuple[str, int]] = []
        self.branches = 1
        self.classes = False
        self.extended = extended

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def alternation(self, depth: int) -> tuple[int | None, bool]:
        """Read up to a closing bracket: the width where it is fixed, and whether a text can only be matched in one way."""
        if depth > 20:
            raise Unknown("groups nested more than 20 deep")
        widths, texts = [], []
        while True:
            begin = len(self.out)
            widths.append(self.sequence(depth))
            texts.append("".join(self.out[begin:]))
            if self.peek() != "|":
                break
            self.out.append("|")
            self.at += 1
        self.branches *= len(texts)
        width = widths[0] if len(set(widths)) == 1 else None
        return width, len(texts) == 1 or _distinct(texts)

    def sequence(self, depth: int) -> int | None:
        """The width of a sequence, None when it varies."""
        total: int | None = 0
        while self.at < len(self.text) and self.peek() not in "|)":
            if self.extended and (self.peek().isspace() or self.peek() == "#"):
                raise Unknown("a pattern with white space to ignore")
            width = self.piece(depth)
            total = None if width is None or total is None else total + width
        return total

    def piece(self, depth: int) -> int | None:
        begin = len(self.out)
        width, clear, simple = self.atom(depth)
        quantifier = _QUANTIFIER.match(self.text, self.at)
        if not quantifier:
            return width
        self.at = quantifier.end()
        if self.peek() and (self.peek() in "*+?" or _QUANTIFIER.match(self.text, self.at)):
            raise Unknown("a quantifier behind a quantifier")
        if width == 0:
            raise Unknown("a repeated empty match")
        body = "".join(self.out[begin:])
        self.out.append(quantifier[0])
        return self.repeated(quantifier, body if simple else f"(?:{body})", width if clear else None)

    def repeated(self, quantifier: re.Match[str], body: str, width: int | None) -> int | None:
        """Note what a repetition may cost; its width is known when the number of times is."""
        low, comma, high = quantifier.groups()
        if low is not None and (comma is None or high == low) and width is not None:
            return width * int(low)
        if quantifier[0][0] == "?":
            self.branches *= 2
        elif width is None:
            raise Unknown("a repetition that may try without end")
        else:
            self.repeats.append((body, int(high) if high else sys.maxsize))
        return None

    def atom(self, depth: int) -> tuple[int | None, bool, bool]:
        """The width, whether there is one way to match only, and whether it is a single character."""
        char = self.peek()
        if char == "(":
            return self.group(depth)
        if char == "[":
            self.char_class()
        elif char == "\\":
            return self.escape()
        elif char in "^$":
            self.at += 1
            self.out.append(char)
            return 0, True, False
        elif char in "*+?":
            raise Unknown("a quantifier without anything to repeat")
        else:
            self.at += 1
            self.out.append("." if char == "." else re.escape(char))
        return 1, True, True

    def group(self, depth: int) -> tuple[int | None, bool, bool]:
        head = _GROUP.match(self.text, self.at)
        if not head:
            raise Unknown("a group with options or a .NET construct")
        self.at = head.end()
        if head[1] is None:
            self.captured(head[2] or head[3])
        self.out.append(f"(?{head[1]}" if head[1] else "(")
        width, clear = self.alternation(depth + 1)
        if self.peek() != ")":
            raise Unknown("an open group")
        self.at += 1
        self.out.append(")")
        if head[1] in (None, ":"):
            return width, clear, False
        if "<" in head[1] and width is None:
            raise Unknown("a look behind of varying width")
        return 0, True, False

    def captured(self, name: str | None) -> None:
        """.NET numbers named groups after the others: with both kinds in one pattern Python's numbers are not .NET's."""
        self.groups += 1
        if name is None and not self.names:
            return
        if name is None or self.groups - 1 != len(self.names) or name in self.names:
            raise Unknown("named and unnamed groups in one pattern")
        self.names[name] = self.groups

    def escape(self) -> tuple[int | None, bool, bool]:
        char = self.text[self.at + 1 : self.at + 2]
        if char and char in _ANCHORS:
            self.at += 2
            self.classes |= char in "bB"
            self.out.append(_ANCHORS[char])
            return 0, True, False
        if char.isdigit() and char != "0":
            return self.reference(char)
        self.out.append(self.class_or_char())
        return 1, True, True

    def reference(self, digit: str) -> tuple[int | None, bool, bool]:
        if int(digit) > self.groups or self.text[self.at + 2 : self.at + 3].isdigit():
            raise Unknown("a reference to a group that is not there")
        self.at += 2
        self.out.append(f"(?:\\{digit})")
        return None, False, False

    def class_or_char(self) -> str:
        """An escape that stands for a class or for one character, as Python writes it."""
        char = self.text[self.at + 1 : self.at + 2]
        self.at += 2
        if char and char in _CLASS_ESCAPES:
            self.classes = True
            return "\\" + char
        if char in _SIMPLE_ESCAPES:
            return re.escape(_SIMPLE_ESCAPES[char])
        digits = {"x": 2, "u": 4}.get(char)
        if digits:
            code = self.text[self.at : self.at + digits]
            if len(code) < digits or code.strip("0123456789abcdefABCDEF"):
                raise Unknown("an incomplete escape")
            self.at += digits
            return re.escape(chr(int(code, 16)))
        if not char or char.isalnum() or char == "_":
            raise Unknown(f"the escape \\{char}")
        return re.escape(char)

    def char_class(self) -> None:
        end = self.at + 1
        out = ["["]
        if self.text[end : end + 1] == "^":
            out.append("^")
            end += 1
        self.at = end
        while self.peek() != "]" or self.at == end:
            char = self.peek()
            if not char or (char == "[" and (out[-1] == "-" or self.text[self.at + 1 : self.at + 2] == ":")):
                raise Unknown("a character class that is open, named or subtracted")
            if char == "\\":
                if self.text[self.at + 1 : self.at + 2] == "b":
                    self.at += 2
                    out.append("\\x08")
                else:
                    out.append(self.class_or_char())
            elif char == "-":
                self.at += 1
                out.append("-" if self.peek() != "]" and self.at - 1 != end else "\\-")
            else:
                self.at += 1
                out.append(re.escape(char))
        self.at += 1
        self.out.append("".join(out) + "]")


@functools.lru_cache(maxsize=256)
def compile_pattern(text: str, ignore_case: bool, options: str = "") -> Pattern:
    """Read a .NET pattern; `options` are letters as in `(?imsx)`. Unknown when Python would read it differently."""
    if len(text) > _LONGEST_PATTERN:
        raise Unknown("a pattern of more than 2000 characters")
    inline = _INLINE.match(text)
    if inline:
        text, options = text[inline.end() :], options + inline[1]
    ignore_case = ignore_case or "i" in options
    reader = _Reader(text, "x" in options)
    width, _ = reader.alternation(0)
    if reader.at < len(text):
        raise Unknown("a closing bracket without its opening one")
    flags = (re.IGNORECASE if ignore_case else 0) | (re.MULTILINE if "m" in options else 0) | (re.DOTALL if "s" in options else 0)
    try:
        regex = re.compile("".join(reader.out), flags)
    except (re.error, OverflowError, RecursionError):
        raise Unknown("a pattern that Python does not read") from None
    return Pattern(regex, reader.names, tuple(reader.repeats), reader.branches, reader.classes, ignore_case, width)


def admit(pattern: Pattern, text: str, budget: Budget) -> re.Pattern[str]:
    """The compiled pattern, after its use on this text was paid for and found to mean the same in both engines."""
    if pattern.classes and any("\x1c" <= char <= "\x1f" for char in text):
        raise Unknown("whether a control character is white space")
    if not text.isascii():
        _check_characters(pattern, text)
    cost = (len(text) + 1) * pattern.branches
    for body, most in pattern.repeats:
        cost *= 1 + min(most, _longest_run(body, pattern.regex.flags, text))
        if cost > _MOST_WORK:
            raise LimitReached("the time of a regular expression")
    budget.spend(cost // 2048)
    return pattern.regex


def _longest_run(repeat: str, flags: int, text: str) -> int:
    runs = re.compile(f"(?:{repeat})+", flags)
    return max((len(found[0]) for found in runs.finditer(text)), default=0)


def _distinct(alternatives: list[str]) -> bool:
    """Single characters, all different: no text matches two of them."""
    folded = {text.lower() for text in alternatives}
    return len(folded) == len(alternatives) and all(_LITERAL.fullmatch(text) for text in alternatives)


_ODD_CASE: Final = frozenset("\u00b5\u00df\u0130\u0131\u017f\u1e9e\u212a\u212b\u03bc\u03c2\u03c3")


def _check_characters(pattern: Pattern, text: str) -> None:
    """Beyond ASCII the engines differ in a few word characters and in a few pairs of capitals."""
    beyond = {char for char in text if char > "\x7f"}
    if pattern.classes:
        for char in beyond:
            if unicodedata.category(char) in ("No", "Nl", "Mn", "Mc", "Pc", "Cf", "Cs", "Cn"):
                raise Unknown(f"whether U+{ord(char):04X} is part of a word")
    if pattern.ignore_case and (beyond & _ODD_CASE or any(len(char.upper()) > 1 for char in beyond)):
        raise Unknown("the case of an unusual letter")
