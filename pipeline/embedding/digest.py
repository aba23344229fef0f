"""What a script says of itself, taken from its tokens: the words that a person would look for it by, each by where it stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice, pairwise
from math import log
from typing import TYPE_CHECKING
from zlib import crc32

from pipeline.embedding.meanings import meanings
from pipeline.embedding.reading import POWERSHELL, parsed
from pipeline.embedding.remarks import Span, remarks
from pipeline.embedding.words import terms
from pipeline.masking import masked_shapes, masked_text, names_secret
from pipeline.powershell.tables import aliases

if TYPE_CHECKING:
    from pipeline.powershell.tokens import Token

VERSION = 3  # of what is said here; vectors and terms of two versions never meet
MOST_PAIRS = 5_000  # of one script
MOST_LETTERS = 200_000  # of one field; what is longer is data, and its beginning says what it is about
LONGEST_LINE = 500  # letters in which secrets are looked for by name
_EXTENSION = re.compile(r"\.(?:ps1xml|ps1|psm1|psd1|txt)$", re.IGNORECASE)
_NAME_PART = re.compile(r"\d+|[^\W\d_]+")
_SAYS_NOTHING = frozenset({"untitled", "unnamed", "noname", "document", "script", "file", "new", "temp", "tmp", "copy", "of", "version", "v"})
_STRINGS = frozenset({"StringLiteral", "StringExpandable", "HereStringLiteral", "HereStringExpandable"})
_NAMING = frozenset({"Function", "Filter", "Workflow", "Configuration", "Class", "Enum"})
_ENDING = frozenset({"NewLine", "Semi", "RCurly", "RParen", "Pipe"})


@dataclass(slots=True)
class Digest:
    """Pieces of text by their kind, in the order of the script."""

    title: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)  # aliases written out
    strings: list[str] = field(default_factory=list)
    variables: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # parameters, members, types, bare words
    meanings: list[str] = field(default_factory=list)  # of names that do not say what they stand for
    _said: dict[str, list[list[str]]] = field(default_factory=dict, compare=False, repr=False)

    def said(self, name: str) -> list[list[str]]:
        """Terms of each piece of a field. They are kept: ask when the digest is whole."""
        if name not in self._said:
            self._said[name] = list(_terms(getattr(self, name)))
        return self._said[name]


# What a term counts by where it stands. The title says most, then what the author named.
WEIGHTS = {"title": 4.0, "functions": 2.0, "comments": 1.0, "commands": 1.0, "strings": 1.25, "variables": 0.75, "words": 1.0, "meanings": 0.8}
NAMES = tuple(WEIGHTS)


def digest(title: str, description: str | None, text: str, kind: str) -> Digest:
    """Secrets are masked first."""
    found = Digest(title=[plain_title(title)])
    if description:
        found.comments.append(description)
    if kind in POWERSHELL:
        _Reader(text, found).read(parsed(text).tokens)
        found.meanings = meanings(found.commands, chain(found.title, found.functions, found.strings, found.words, found.variables))
    else:
        found.comments.append(without_secrets(text))
    return found


def plain_title(title: str) -> str:
    """Without what only says that it is a script; empty for a name that an editor gave, such as `Untitled1.ps1`."""
    plain = _EXTENSION.sub("", title)
    return plain if any(not word.isdigit() and word not in _SAYS_NOTHING for word in _NAME_PART.findall(plain.lower())) else ""


def weigh(found: Digest, names: tuple[str, ...] = NAMES) -> dict[str, float]:
    """Term -> weight, over these fields. A term that comes again in the same field counts less each time."""
    weights: dict[str, float] = {}
    for name in names:
        for term, count in Counter(chain.from_iterable(found.said(name))).items():
            weights[term] = weights.get(term, 0.0) + WEIGHTS[name] * (1.0 if count == 1 else 1.0 + 0.5 * log(count))
    return weights


def pairs(found: Digest) -> list[int]:
    """Terms that stand side by side, whichever comes first, as numbers of 32 bits; the first MOST_PAIRS, in the order of the fields."""
    numbers = dict.fromkeys(number for name in NAMES for said in found.said(name) for number in pairs_of(said))
    return sorted(islice(numbers, MOST_PAIRS))


def pairs_of(said: Sequence[str]) -> list[int]:
    """The pair of each two terms that follow each other."""
    return [_pair(one, other) if one < other else _pair(other, one) for one, other in pairwise(said) if one != other]


def _terms(pieces: Iterable[str]) -> Iterator[list[str]]:
    left = MOST_LETTERS
    for piece in pieces:
        if said := terms(piece[:left]):
            yield said
        left -= len(piece)
        if left <= 0:
            return


@lru_cache(maxsize=1 << 17)
def _pair(first: str, second: str) -> int:
    return crc32(f"{first} {second}".encode("utf-8", "surrogatepass")) - (1 << 31)


class _Reader:
    """Sorts tokens into the fields of a digest."""

    def __init__(self, text: str, found: Digest) -> None:
        self.text = text
        self.found = found
        self.aliases = aliases()
        self.naming = False  # the next word is the name of a function
        self.secret = False  # the next string is what a password or key is set to
        self.comments: list[Span] = []

    def read(self, tokens: "list[Token]") -> None:
        for token in tokens:
            self._one(token)
        self.found.comments += map(without_secrets, remarks(self.text, self.comments))

    def _one(self, token: "Token") -> None:
        kind, found = token.kind, self.found
        if kind == "Comment":
            self.comments.append((token.start, token.end))
        elif kind == "Variable":
            found.variables.append(str(token.value))
            self.secret = _secret_name(str(token.value))
        elif kind in _STRINGS:
            if not self.secret:
                found.strings.append(without_secrets(self._source(token)))
        elif kind in _NAMING:
            self.naming = True
        elif kind in {"Generic", "Identifier", "Parameter"}:
            self._name(token)
        elif kind in _ENDING:
            self.secret = False
        for inner in self._inside(token):
            self._one(inner)

    def _inside(self, token: "Token") -> Iterator["Token"]:
        """Commands inside strings; the variables there were read with the string."""
        return (inner for inner in token.nested or () if "C" in inner.flags)

    def _name(self, token: "Token") -> None:
        source = self._source(token)
        self.secret = _secret_name(source)
        if self.naming:
            self.found.functions.append(source)
            self.naming = False
        elif "C" in token.flags:
            self.found.commands.append(self.aliases.get(source.lower(), source))
        else:
            self.found.words.append(source)

    def _source(self, token: "Token") -> str:
        return self.text[token.start : token.end]


@lru_cache(maxsize=1 << 14)
def _secret_name(name: str) -> bool:
    return names_secret(name)


def without_secrets(text: str) -> str:
    """Line by line, because what looks for pairs of a name and a value takes long over long texts; a long line with such a name is left out."""
    if not names_secret(text):
        return masked_shapes(text)
    return "\n".join(_line_without_secrets(line) for line in masked_shapes(text).splitlines())


def _line_without_secrets(line: str) -> str:
    if not names_secret(line):
        return line
    return masked_text(line) if len(line) <= LONGEST_LINE else ""
