"""How common each term is among scripts: a table that ships with the program, so that a vector never depends on what else is in a library.

Made by `python -m pipeline.embedding.statistics FOLDER` out of the scripts in a folder; it holds terms and counts, and none of their text.
"""

import hashlib
import sys
from collections import Counter
from functools import cache
from math import log
from pathlib import Path
from typing import NamedTuple

from pipeline.embedding.digest import VERSION, digest, weigh
from pipeline.files import KINDS
from pipeline.powershell.decoding import decode

TABLE = Path(__file__).with_name("statistics.txt")
RAREST = 3  # scripts that a term is in, to be in the table


class Statistics(NamedTuple):
    """`rarity` by term; `unknown` for all others."""

    rarity: dict[str, float]
    unknown: float
    hash: str  # SHA-256 of the table

    def of(self, term: str) -> float:
        return self.rarity.get(term, self.unknown)


@cache
def statistics() -> Statistics:
    """The table, read once a process."""
    data = TABLE.read_bytes()
    first, *lines = data.decode().splitlines()
    total = int(first)
    rarity = {}
    for line in lines:
        term, _, count = line.partition(" ")
        rarity[term] = log((total + 1) / (int(count) + 0.5))
    return Statistics(rarity, log((total + 1) / 1.5), hashlib.sha256(data).hexdigest())


def count(folder: Path) -> str:
    """The table, as text: how many scripts, then a term and how many have it a line. Of equal files one counts."""
    counts: Counter[str] = Counter()
    seen: set[bytes] = set()
    for path in sorted(folder.rglob("*")):
        if (kind := KINDS.get(path.suffix.lower())) is None or not path.is_file():
            continue
        content = path.read_bytes()
        if (key := hashlib.sha256(content).digest()) not in seen:
            seen.add(key)
            counts.update(weigh(digest(path.stem, None, decode(content).text, kind)).keys())
    common = sorted((term, number) for term, number in counts.items() if number >= RAREST)
    return "\n".join([str(len(seen)), *(f"{term} {number}" for term, number in common)]) + "\n"


if __name__ == "__main__":
    TABLE.write_text(count(Path(sys.argv[1])), encoding="utf-8")
    sys.stderr.write(f"{TABLE}: {len(statistics().rarity)} terms of digest version {VERSION}\n")
