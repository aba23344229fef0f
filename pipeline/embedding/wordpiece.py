"""Text to the numbers of word pieces, as BERT's uncased vocabulary has them: the longest piece that fits, from the left."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

LONGEST_WORD = 100  # letters; what is longer is one unknown piece
_CJK = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class WordPieces:
    """`limit`: pieces of a text at most, with the two that mark its ends."""

    def __init__(self, numbers: Mapping[str, int], limit: int) -> None:
        self._numbers = numbers
        self._limit = limit
        self._unknown = numbers["[UNK]"]
        self._ends = numbers["[CLS]"], numbers["[SEP]"]
        self._of_word = lru_cache(maxsize=1 << 15)(self._pieces)

    def read(self, text: str) -> list[int]:
        """Never empty: both marks are always there."""
        pieces: list[int] = []
        for word in words(text):
            pieces += self._of_word(word)
            if len(pieces) >= self._limit - 2:
                break
        begin, end = self._ends
        return [begin, *pieces[: self._limit - 2], end]

    def _pieces(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._numbers.get(("##" if start else "") + word[start:end])
                if number is not None:
                    break
            else:
                return [self._unknown]
            found.append(number)
            start = end
        return found


def read_vocabulary(path: Path) -> dict[str, int]:
    """One piece a line; its number is that of the line."""
    return {piece: number for number, piece in enumerate(path.read_text(encoding="utf-8").splitlines())}


def words(text: str) -> Iterator[str]:
    """In lower case and without accents; a sign of punctuation is a word, and so is an ideograph."""
    word: list[str] = []
    for letter in _plain(text):
        alone = letter.isspace() or _is_punctuation(letter) or _is_ideograph(letter)
        if not alone:
            word.append(letter)
            continue
        if word:
            yield "".join(word)
            word = []
        if not letter.isspace():
            yield letter
    if word:
        yield "".join(word)


def _plain(text: str) -> str:
    if text.isascii():
        return "".join(letter for letter in text.lower() if letter >= " " or letter in "\t\n\r")
    kept = (letter for letter in text if letter in "\t\n\r" or (unicodedata.category(letter)[0] != "C" and letter != "\ufffd"))
    apart = unicodedata.normalize("NFD", "".join(kept).lower())
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def _is_punctuation(letter: str) -> bool:
    """Also signs that Unicode counts as symbols, such as `$` and `^`."""
    if letter < "\x7f":
        return not letter.isalnum() and letter > " "
    return unicodedata.category(letter)[0] == "P"


def _is_ideograph(letter: str) -> bool:
    return letter >= "\u3400" and any(first <= ord(letter) <= last for first, last in _CJK)
