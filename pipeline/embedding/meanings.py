"""Names that do not say in plain words what they stand for, such as `taskmgr` or `SAPI.SpVoice`, and the words that people would look for.

The table (`meanings.txt`) has sections: `commands` are programs and commands, `names` whatever else has a name, by its whole or its beginning before
a dot (types without `System.`, classes, ProgIDs, addresses, keys), `parts` what identifiers are made of.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from pipeline.embedding.words import parts

TABLE = Path(__file__).with_name("meanings.txt")
_PROGRAMS = (".exe", ".msc", ".cpl")
LONGEST = 200  # letters of a name; what is longer is data
_NAME = re.compile(r"[A-Za-z][\w.:\\-]*\w:?")


def meanings(commands: Iterable[str], texts: Iterable[str]) -> list[str]:
    """What the names in these say, each once. `texts`: whatever stands in a script beside its commands."""
    found: dict[str, None] = {}
    for command in commands:
        found.update(dict.fromkeys(_of_command(command)))
    for text in texts:
        found.update(dict.fromkeys(_of_text(text)))
    return list(found)


@lru_cache(maxsize=1 << 14)
def _of_command(command: str) -> tuple[str, ...]:
    name = re.split(r"[\\/]", command.lower())[-1].strip("\"'").removesuffix(".exe")
    said = table()["commands"].get(name)
    return (said,) if said else tuple(_of_parts(command))


@lru_cache(maxsize=1 << 14)
def _of_text(text: str) -> tuple[str, ...]:
    names = (said for name in _NAME.findall(text) if len(name) <= LONGEST for said in _of_name(name.lower()))
    return *names, *_of_parts(text)


def _of_name(name: str) -> Iterator[str]:
    known = table()
    *folders, last = name.split("\\")
    program = last.removesuffix(".exe")
    if last.endswith(_PROGRAMS) and program in known["commands"]:
        yield known["commands"][program]
    elif said := _by_beginning(known["names"], "\\".join([*folders[-1:], last])) or _by_beginning(known["names"], last):
        yield said


def _by_beginning(names: Mapping[str, str], name: str) -> str | None:
    """The longest beginning that ends before a dot, or at a colon. A plain word is a name only behind `System`."""
    rest = name.removeprefix("system.")
    is_type = rest != name
    while rest:
        if rest in names and (is_type or not rest.isalpha()):
            return names[rest]
        rest = rest.rpartition(".")[0]
    return names.get(name.partition(":")[0] + ":")


def _of_parts(text: str) -> Iterator[str]:
    known = table()["parts"]
    return (known[part] for each in parts(text) if (part := each.lower()) in known)


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Section -> name in lower case -> words. Read once a process."""
    sections: dict[str, dict[str, str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, _, said = line.rpartition(": ")
            section[name] = said
    return sections
