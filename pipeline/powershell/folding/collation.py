"""The order and equality of strings in the invariant culture, for the characters of which it is certain."""

from __future__ import annotations

from typing import Final

from .outcome import Unknown

_ORDER: Final = "\t\n\x0b\x0c\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"
_PRIMARY: Final = {char: rank for rank, char in enumerate(_ORDER, 1)}
_LETTERS: Final = {
    "é": ("e", 2),
    "è": ("e", 1),
    "ê": ("e", 4),
    "ë": ("e", 5),
    "á": ("a", 2),
    "à": ("a", 1),
    "â": ("a", 4),
    "ä": ("a", 5),
    "ã": ("a", 7),
    "í": ("i", 2),
    "ì": ("i", 1),
    "î": ("i", 4),
    "ï": ("i", 5),
    "ó": ("o", 2),
    "ò": ("o", 1),
    "ô": ("o", 4),
    "ö": ("o", 5),
    "õ": ("o", 7),
    "ú": ("u", 2),
    "ù": ("u", 1),
    "û": ("u", 4),
    "ü": ("u", 5),
    "ñ": ("n", 7),
    "ç": ("c", 9),
    "ý": ("y", 2),
    "ÿ": ("y", 5),
}


def compare_text(left: str, right: str, ignore_case: bool) -> int:
    """Below, at or above 0 as `left` sorts before, with or after `right`."""
    if left == right:
        return 0
    a, b = _key(left), _key(right)
    for level in range(2 if ignore_case else 3):
        if a[level] != b[level]:
            return -1 if a[level] < b[level] else 1
    return 0


def equal_text(left: str, right: str, ignore_case: bool) -> bool:
    """Whether two strings are the same for `-eq` or `-ceq`."""
    if left == right:
        return True
    if _plain(left) and _plain(right):
        return ignore_case and left.lower() == right.lower()
    return compare_text(left, right, ignore_case) == 0


def _plain(text: str) -> bool:
    return text.isascii() and (text.isprintable() or not any((char < " " and char not in "\t\n\x0b\x0c\r") or char == "\x7f" for char in text))


def _key(text: str) -> tuple[list[int], list[int], list[int]]:
    """Letters first, then accents, then small before capital; unknown for characters whose weights are not listed here."""
    primary, secondary, tertiary = [], [], []
    for char in text:
        small = char.lower()
        letter, accent = _LETTERS.get(small, (small, 0))
        rank = _PRIMARY.get(letter)
        if rank is None:
            raise Unknown(f"the order of U+{ord(char):04X}")
        primary.append(rank)
        secondary.append(accent)
        tertiary.append(int(char != small))
    return primary, secondary, tertiary
