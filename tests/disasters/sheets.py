"""Files of a disaster: made from a seed, a few of them changed, equal, odd and empty of sense."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.disasters.stand import Client, Sheet
from workers.folder import Script
from workers.variants import variants

EXAMPLES = Path(__file__).parents[2] / "examples"


def scripts(number: int, seed: int, folder: str = "s") -> list[Sheet]:
    """As people write them, no two alike."""
    originals = [Script(path, path.read_bytes()) for path in sorted(EXAMPLES.rglob("*.ps1"))]
    made = variants(originals, number, seed)
    return [Sheet(f"{folder}/{index}.ps1", each.content) for index, each in enumerate(made)]


def short(number: int, folder: str) -> list[Sheet]:
    """Quickly judged."""
    return [Sheet(f"{folder}/{index}.ps1", f"Get-Item -Path '{folder}-{index}'\n".encode()) for index in range(number)]


def requests_of(sheets: list[Sheet], size: int) -> Iterator[list[Sheet]]:
    for start in range(0, len(sheets), size):
        yield sheets[start : start + size]


def history(number: int, seed: int) -> list[list[Sheet]]:
    """Requests of one person, one after another: new ones, changed ones, copies under other paths, files sent again, odd bytes."""
    chance = random.Random(seed)
    known: dict[str, bytes] = {}
    made: list[list[Sheet]] = []
    texts = iter(scripts(number, seed))
    for index, sheet in enumerate(texts):
        kind = chance.random()
        if known and kind < 0.2:
            path = chance.choice(sorted(known))
            sheet = Sheet(path, known[path] + b"# changed\n")  # noqa: PLW2901
        elif known and kind < 0.3:
            sheet = Sheet(f"copy/{index}.ps1", known[chance.choice(sorted(known))])  # noqa: PLW2901
        elif kind < 0.35:
            sheet = Sheet(f"odd/{index}.ps1", b"\xff\xfe" + f"'{index}'".encode("utf-16-le") + b"\n\0")  # noqa: PLW2901
        known[sheet.path] = sheet.content
        if not made or len(made[-1]) >= chance.randint(1, 30) or any(sheet.path == one.path for one in made[-1]):
            made.append([])
        made[-1].append(sheet)
    return made


HISTORY = history(60, seed=2)  # what most disasters strike


def hand_in(person: Client) -> None:
    """One request after another."""
    for sheets in HISTORY:
        person.send(sheets)
