"""What a script says of itself as one text, for models that read sentences."""

from collections.abc import Callable

from pipeline.embedding.digest import Digest, plain_title
from pipeline.embedding.words import LONGEST, parts

READING = 1  # release of how this is laid out
# In this order: a model reads only so much, and what is cut off stands last.
_ORDER = ("title", "functions", "comments", "commands", "meanings", "strings", "words", "variables")


def said(digest: Digest, cleaned: Callable[[str], str] = str) -> str:
    """Identifiers as words, and no word twice. `cleaned`: what is done to each piece first."""
    seen: dict[str, None] = {}
    for name in _ORDER:
        for piece in getattr(digest, name):
            seen.update(dict.fromkeys(words(cleaned(piece))))
    return " ".join(seen)


def spoken(title: str) -> str:
    """`Get-ADUser2.ps1` as get ad user 2."""
    return " ".join(words(plain_title(title)))


def words(text: str) -> list[str]:
    return [part.lower() for part in parts(text) if len(part) <= LONGEST]
