"""`-replace`, `-match`, `-split` and `-like`, and the methods of `[regex]` that do the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .outcome import Unknown
from .pattern import Pattern, admit
from .values import Match

if TYPE_CHECKING:
    from collections.abc import Callable

    from .outcome import Budget

_SUBSTITUTION: Final = re.compile(r"\$(?:(\$)|(\d+)|\{(\w+)\}|([&`'+_]))", re.ASCII)


def replace(text: str, pattern: Pattern, replacement: str, budget: Budget) -> str:
    """Every match replaced; `replacement` is .NET's: `$1`, `${name}`, `$&` and so on."""
    regex = admit(pattern, text, budget)
    write = substitution(replacement, pattern, text)
    return _collect(regex, text, write, budget)


def replace_with(text: str, pattern: Pattern, evaluate: Callable[[Match], str], budget: Budget) -> str:
    """Every match replaced by what a function says of it."""
    regex = admit(pattern, text, budget)
    return _collect(regex, text, lambda found: evaluate(match_value(found, pattern)), budget)


def _collect(regex: re.Pattern[str], text: str, write: Callable[[re.Match[str]], str], budget: Budget) -> str:
    parts: list[str] = []
    size = at = 0
    for found in regex.finditer(text):
        new = write(found)
        parts += (text[at : found.start()], new)
        at = found.end()
        size += len(new)
        budget.spend()
        if size > budget.size:
            budget.allow(size)
    parts.append(text[at:])
    return str(budget.made("".join(parts)))


def substitution(replacement: str, pattern: Pattern, text: str) -> Callable[[re.Match[str]], str]:
    """What a replacement writes for a match."""
    pieces: list[str | int] = []
    at = 0
    for found in _SUBSTITUTION.finditer(replacement):
        pieces.append(replacement[at : found.start()])
        piece = _piece(found, pattern, text)
        pieces.append(found[0] if piece is None else piece)
        at = found.end()
    pieces.append(replacement[at:])
    if not any(isinstance(piece, int) for piece in pieces):
        constant = "".join(map(str, pieces))
        return lambda _: constant
    return lambda match: "".join(_written(piece, match) for piece in pieces)


def _piece(found: re.Match[str], pattern: Pattern, text: str) -> str | int | None:
    """A text, the number of a group (`_BEFORE`, `_AFTER` for what surrounds the match), or None where .NET takes it literally."""
    dollar, digits, name, sign = found.groups()
    if dollar:
        return "$"
    if sign:
        if sign == "_":
            return text
        return {"&": 0, "`": _BEFORE, "'": _AFTER, "+": pattern.regex.groups}[sign]
    if name and not name.isdigit():
        return pattern.names.get(name)
    number = int((digits or name)[:6])
    if number <= pattern.regex.groups:
        return number
    if digits and len(digits) > 1:
        raise Unknown("a replacement whose group has more digits than there are groups")
    return None


_BEFORE: Final = -1
_AFTER: Final = -2


def _written(piece: str | int, match: re.Match[str]) -> str:
    if isinstance(piece, str):
        return piece
    if piece == _BEFORE:
        return match.string[: match.start()]
    if piece == _AFTER:
        return match.string[match.end() :]
    return match[piece] or ""


def match_value(found: re.Match[str], pattern: Pattern) -> Match:
    """A match as a value."""
    return Match(found[0], found.start(), [found[0], *found.groups()], pattern.names)


def split(text: str, pattern: Pattern, limit: int, budget: Budget) -> list[str]:
    """The pieces between matches, with what their groups captured; at most `limit` pieces where it is above 0."""
    regex = admit(pattern, text, budget)
    budget.allow(len(text))
    if limit == 1:
        return [text]
    parts: list[str] = []
    at = 0
    for count, found in enumerate(regex.finditer(text), 2):
        parts.append(text[at : found.start()])
        parts += [group for group in found.groups() if group is not None]
        at = found.end()
        if count == limit:
            break
    parts.append(text[at:])
    budget.allow_items(len(parts) * 4)
    return parts


def like(text: str, wildcard: str, ignore_case: bool, budget: Budget) -> bool:
    """Whether a text fits a wildcard pattern: `*`, `?`, `[a-z]`, a backtick takes the next character as it is."""
    tokens = wildcard_tokens(wildcard, ignore_case)
    budget.spend((len(text) + 1) * (len(tokens) if None in tokens else 1) // 64)
    if ignore_case:
        text = text.lower()
    return _fits(text, tokens)


_Test = frozenset[str] | str | None


def wildcard_tokens(wildcard: str, ignore_case: bool) -> list[_Test]:
    """Each token is `None` for `*`, "" for `?`, a character, or the set that a bracket allows."""
    tokens: list[_Test] = []
    at = 0
    text = wildcard.lower() if ignore_case else wildcard
    if not text.isascii() and ignore_case and len(text) != len(wildcard):
        raise Unknown("the case of an unusual letter")
    while at < len(text):
        char = text[at]
        at += 1
        if char == "*":
            if not tokens or tokens[-1] is not None:
                tokens.append(None)
        elif char == "?":
            tokens.append("")
        elif char == "[":
            end = text.find("]", at + 1)
            if end < 0 or "`" in text[at:end]:
                raise Unknown("an open bracket in a wildcard pattern")
            tokens.append(_bracket(text[at:end]))
            at = end + 1
        else:
            if char == "`" and at < len(text):
                char = text[at]
                at += 1
            tokens.append(char)
    return tokens


def _bracket(content: str) -> frozenset[str]:
    allowed: set[str] = set()
    at = 0
    while at < len(content):
        if content[at + 1 : at + 2] == "-" and at + 2 < len(content):
            allowed.update(map(chr, range(ord(content[at]), ord(content[at + 2]) + 1)))
            at += 3
        else:
            allowed.add(content[at])
            at += 1
    return frozenset(allowed)


def _fits(text: str, tokens: list[_Test]) -> bool:
    """Greedy from star to star: only the last star ever has to take more."""
    at = token = 0
    star, resume = -1, 0
    while at < len(text):
        test = tokens[token] if token < len(tokens) else None
        if token < len(tokens) and test is None:
            star, resume = token, at
            token += 1
        elif token < len(tokens) and (test == "" or test == text[at] or (isinstance(test, frozenset) and text[at] in test)):
            at += 1
            token += 1
        elif star >= 0:
            token = star + 1
            resume += 1
            at = resume
        else:
            return False
    return all(test is None for test in tokens[token:])


def options_of(words: str) -> tuple[str, bool]:
    """The letters of RegexOptions or SplitOptions by name, and whether the match runs from right to left."""
    letters, backwards = "", False
    for word in words.lower().replace(" ", "").split(","):
        if word == "righttoleft":
            backwards = True
        elif word in _OPTION_LETTERS:
            letters += _OPTION_LETTERS[word]
        else:
            raise Unknown(f"the option {word}")
    return letters, backwards


_OPTION_LETTERS: Final = {
    "none": "",
    "ignorecase": "i",
    "multiline": "m",
    "singleline": "s",
    "cultureinvariant": "",
    "compiled": "",
    "regexmatch": "",
}
