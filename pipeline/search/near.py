"""Near copies: a signature of a script's tokens that is as like another's as their texts are.

Comments and blanks do not count, nor how names are written: they are case-folded, aliases are what they stand for, and variables are
all one, since renaming one is the commonest change of who copies a script. Numbers and the words of strings do count: small scripts
differ in nothing else, and two that do different things with the same skeleton are no copies.

Runs of four tokens are what is compared. Their hashes fall into buckets, of which each keeps the least (one permutation hashing; what
stays empty takes over from another). Buckets that agree are to all buckets as what two scripts share is to what either has (Jaccard).
One bit a bucket makes the sketch that similarity is counted from; twenty groups of six buckets are the bands, by which near copies are
found without comparing all with all: a pair with a similarity of .7 shares a band in 92 of 100 cases, one of .8 in 99.8.
"""

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.powershell.tables import aliases

if TYPE_CHECKING:
    from pipeline.powershell.tokens import Token

VERSION = 1  # of what is said here
RUN = 4  # tokens
BUCKETS = 512  # bits of a sketch
BANDS, ROWS = 20, 6
LEAST = 0.7  # similarity, below which bands miss too many
MOST_TOKENS = 200_000  # what is longer is data, and its beginning tells it apart
_ENTRIES = 4  # buckets that each run falls into; small scripts leave fewer of them empty
_PLACES = struct.Struct(f"<{_ENTRIES}Q")
_LEFT_OUT = frozenset({"Comment", "NewLine", "LineContinuation", "Semi", "EndOfInput"})
_STRINGS = frozenset({"StringLiteral", "StringExpandable", "HereStringLiteral", "HereStringExpandable"})
_NAMES = frozenset({"Generic", "Identifier", "Parameter", "Label", "Unknown", "DynamicKeyword"})
_AUTOMATIC = frozenset({"_", "psitem", "true", "false", "null", "args", "input", "this", "error", "matches"})
_WORD = re.compile(r"\$[^\W\d]\w*(?!\w*:)|\w+")
_PIECE = re.compile(r"\w+|[^\w\s]")
_STRIDES = tuple(int.from_bytes(hashlib.blake2b(b"%d" % bucket, digest_size=2).digest()) | 1 for bucket in range(BUCKETS))


@dataclass(frozen=True, slots=True)
class Signature:
    size: int
    shape: int
    bands: Sequence[int]
    sketch: str  # of 0 and 1

    @property
    def parameters(self) -> dict[str, object]:
        """For queries that compare one script with those of a library."""
        return {"shape": self.shape, "bands": list(self.bands), "sketch": self.sketch}


def sign(pieces: Iterable[str]) -> Signature:
    """Of normalised tokens."""
    said = [piece for piece, _ in zip(pieces, range(MOST_TOKENS), strict=False)]
    runs = {"\0".join(said[start : start + RUN]) for start in range(max(len(said) - RUN + 1, 1))} if said else set()
    if not runs:
        return Signature(0, 0, (), "0" * BUCKETS)
    buckets = _filled(_least(runs))
    shape = hashlib.blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return Signature(len(runs), _signed(shape), _bands(buckets), "".join("1" if value & 1 else "0" for value in buckets))


def normalised(text: str, tokens: "Sequence[Token] | None") -> Iterator[str]:
    """Tokens as they are compared; `tokens` is None for what is not PowerShell."""
    if tokens is None:
        yield from (piece.casefold() for piece in _PIECE.findall(text))
        return
    known = aliases()
    for token in tokens:
        kind = token.kind
        if kind in _LEFT_OUT:
            continue
        source = text[token.start : token.end]
        if kind in _STRINGS:
            yield "string"
            yield from _said(source, expandable="Expandable" in kind)
        elif kind in {"Variable", "SplattedVariable"}:
            yield _variable(str(token.value))
        elif kind == "Number":
            yield str(token.value[0]) if isinstance(token.value, tuple) else source
        elif kind in _NAMES:
            yield (known.get(source.lower(), source) if "C" in token.flags else source).casefold()
        else:
            yield kind


def _said(source: str, *, expandable: bool) -> Iterator[str]:
    """Words of a string."""
    for word in _WORD.findall(source):
        yield _variable(word[1:]) if expandable and word[0] == "$" else f"'{word.casefold()}"


def _variable(name: str) -> str:
    folded = name.casefold()
    return f"${folded}" if folded in _AUTOMATIC or ":" in folded else "$"


def _least(runs: Iterable[str]) -> list[int | None]:
    """By bucket, the least hash that fell into it."""
    buckets: list[int | None] = [None] * BUCKETS
    unpack, blake = _PLACES.unpack, hashlib.blake2b
    for run in runs:
        for number in unpack(blake(run.encode("utf-8", "surrogatepass"), digest_size=8 * _ENTRIES).digest()):
            place, value = number % BUCKETS, number >> 9
            held = buckets[place]
            if held is None or value < held:
                buckets[place] = value
    return buckets


def _filled(buckets: Sequence[int | None]) -> list[int]:
    """An empty bucket takes over from the first full one on a way of its own, the same in every script, and mixes its number into what it takes."""
    filled = []
    for place, value in enumerate(buckets):
        found, at = value, place
        while found is None:
            at = (at + _STRIDES[place]) % BUCKETS
            found = buckets[at]
        filled.append(found if at == place else _mixed(found, place))
    return filled


def _mixed(value: int, place: int) -> int:
    number = (value ^ place * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    number = (number ^ number >> 31) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    return number ^ number >> 29


def _bands(buckets: Sequence[int]) -> list[int]:
    pack = struct.Struct(f"<{ROWS + 1}Q").pack
    return [_signed(hashlib.blake2b(pack(band, *buckets[band * ROWS : (band + 1) * ROWS]), digest_size=8).digest()) for band in range(BANDS)]


def _signed(digest: bytes) -> int:
    return int.from_bytes(digest, signed=True)
