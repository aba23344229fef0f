"""Text to terms: identifiers split, everyday words dropped, the rest reduced to stems, so that `Restarting` and `restart` are one term."""

import re
from functools import lru_cache
from threading import local
from typing import NamedTuple

import snowballstemmer

LONGEST = 40  # letters of a term; what is longer is data
_EVERYDAY = (
    "a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its me my no not of on or"
    " our she so some such than that the their them then there these they this those to too was we were what when where which who will with"
    " would you your via using use uses used"
)
STOP_WORDS = frozenset(_EVERYDAY.split())
_WORD = re.compile(r"[^\W_]+")
_DATA = re.compile(r"[^\s]{120,}")  # encoded bytes, not words
_PART = re.compile(r"[A-Z]{2,}(?=s(?![a-z]))|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_stemmers = local()  # a stemmer keeps its place in the word: one a thread


class Word(NamedTuple):
    """A term, and where it stands in the text that it was found in."""

    term: str
    start: int
    end: int


def terms(text: str) -> list[str]:
    """All terms, in the order of the text."""
    return [term for part in parts(text) if (term := stem(part.lower()))]


def parts(text: str) -> list[str]:
    """What identifiers are made of, as it is spelled: `Get-ADUser2` as Get, AD, User, 2."""
    if len(text) >= 120:
        text = _DATA.sub(" ", text)
    return _PART.findall(text) if text.isascii() else [text[start:end] for start, end in _spans(text)]


def located(text: str) -> list[Word]:
    """The same with their places."""
    return [Word(term, start, end) for start, end in _spans(text) if (term := stem(text[start:end].lower()))]


def _spans(text: str) -> list[tuple[int, int]]:
    """Identifiers are split at capitals and digits; words of other alphabets stay whole."""
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if word.group().isascii():
            found += [(word.start() + part.start(), word.start() + part.end()) for part in _PART.finditer(word.group())]
        else:
            found.append(word.span())
    return found


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Empty for what is no term: everyday words, single letters, data."""
    if word in STOP_WORDS or len(word) > LONGEST or (len(word) < 2 and word.isascii()):
        return ""
    if not hasattr(_stemmers, "english"):
        _stemmers.english = snowballstemmer.stemmer("english")
    return str(_stemmers.english.stemWord(word))
