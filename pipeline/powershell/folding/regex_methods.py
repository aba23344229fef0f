"""`[regex]` as a type and as a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .convert import to_integer, to_text
from .outcome import Unknown
from .pattern import admit, compile_pattern
from .replace import match_value, options_of, replace, replace_with, split
from .values import Array, Match, Regex, ScriptBlock, numeric_type

if TYPE_CHECKING:
    from .session import Session

_OPTION_BITS: Final = {1: "IgnoreCase", 2: "Multiline", 16: "Singleline", 64: "RightToLeft", 8: "Compiled", 512: "CultureInvariant"}
_ESCAPED: Final = re.compile(r"[\\*+?|{\[()^$.# \t\n\f\r]")
_ESCAPES: Final = {"\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", " ": "\\ "}


_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.?))", re.DOTALL)
_CONTROLS: Final = {"a": "\a", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def _unescaped(found: re.Match[str]) -> str:
    code, char = found[1] or found[2], found[3]
    if code:
        return chr(int(code, 16))
    if char in _CONTROLS:
        return _CONTROLS[char]
    if not char or char.isalnum():
        raise Unknown("such an escape")
    return char


def make_regex(args: list[object]) -> Regex:
    """`[regex]::new(pattern, options)`."""
    letters, backwards = _options(args[1]) if len(args) > 1 else ("", False)
    if letters.strip("i"):
        raise Unknown("a kept pattern with such options")
    return Regex(to_text(args[0]), "i" in letters, backwards)


def _options(value: object) -> tuple[str, bool]:
    if numeric_type(value):
        bits = to_integer(value)
        names = [name for bit, name in _OPTION_BITS.items() if bits & bit]
        if bits & ~sum(_OPTION_BITS):
            raise Unknown("the options of a pattern")
        return options_of(",".join(names) or "None")
    return options_of(to_text(value))


def regex_static(session: Session, method: str, args: list[object]) -> object:
    """`[regex]::method(text, pattern, ...)`."""
    if method == "escape":
        return _ESCAPED.sub(lambda found: _ESCAPES.get(found[0], "\\" + found[0]), to_text(args[0]))
    if method == "new":
        return make_regex(args)
    if method == "unescape":
        return _ESCAPE.sub(_unescaped, to_text(args[0]))
    rest = 3 if method == "replace" else 2
    if len(args) < rest:
        raise Unknown(f"[regex]::{method} with {len(args)} arguments")
    regex = make_regex([args[1], *args[rest:rest + 1]])
    return regex_method(session, regex, method, [args[0], *args[2:rest]])


def regex_method(session: Session, regex: Regex, method: str, args: list[object]) -> object:
    """A method of a `[regex]` value."""
    pattern = compile_pattern(regex.pattern, regex.ignore_case)
    text, budget = to_text(args[0]), session.budget
    if regex.right_to_left and (method != "matches" or pattern.width != 1):
        raise Unknown("a match from right to left")
    if method == "replace" and len(args) == 2:
        new = args[1]
        if isinstance(new, ScriptBlock):
            return replace_with(text, pattern, lambda match: to_text(Array(session.call(new, None, (match,)))), budget)
        return replace(text, pattern, to_text(new), budget)
    if method == "split" and len(args) <= 2:
        return Array(split(text, pattern, to_integer(args[1]) if len(args) > 1 else 0, budget), "String")
    if len(args) != 1:
        raise Unknown(f"{method} of a pattern with more arguments")
    if method == "ismatch":
        return admit(pattern, text, budget).search(text) is not None
    if method == "match":
        found = admit(pattern, text, budget).search(text)
        return match_value(found, pattern) if found else Match("", 0, [], {})
    if method == "matches":
        matches = [match_value(found, pattern) for found in admit(pattern, text, budget).finditer(text)]
        budget.allow_items(len(matches) * 4)
        return Array(matches[::-1] if regex.right_to_left else matches, "System.Text.RegularExpressions.Match")
    if method == "tostring":
        return regex.pattern
    raise Unknown(f"{method} of a pattern")


def match_member(match: Match, member: str) -> object:
    """A property of a match or of one of its groups."""
    if member == "value":
        return match.value
    if member == "index":
        return match.index
    if member == "length":
        return len(match.value)
    if member == "success":
        return bool(match.groups)
    if member == "groups":
        return Array([_group(group) for group in match.groups], "System.Text.RegularExpressions.Group") if not match.names else match
    raise Unknown(f"{member} of a match")


def _group(text: str | None) -> Match:
    return Match(text or "", -1, [text] if text is not None else [], {})
