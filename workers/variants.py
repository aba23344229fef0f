"""Many scripts from a few, by small changes as people make them. The same seed gives the same scripts, on any machine."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from workers.folder import Script

_VARIABLE = re.compile(rb"\$([a-zA-Z][a-zA-Z0-9]{3,30})\b(?!:)")
_NUMBER = re.compile(rb"(?<![\w.$-])([1-9][0-9]{0,4})(?![\w.])")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_RESERVED = frozenset(
    {b"true", b"false", b"null", b"this", b"args", b"input", b"matches", b"error", b"host", b"home", b"profile", b"psitem", b"lastexitcode"}
)
_WORDS = (
    "check again",
    "as agreed",
    "see the ticket",
    "works on the new servers, too",
    "temporary",
    "was wrong before",
    "keep in step with the other script",
)


def variants(originals: Sequence[Script], number: int, seed: int) -> Iterator[Script]:
    """`number` scripts, no two alike, each of a place of its own under a folder named after the seed."""
    usable = [script for script in originals if b"\0" not in script.content]
    for index in range(number):
        chance = random.Random(f"{seed}:{index}")  # noqa: S311 the same scripts every time, no secret
        original = usable[chance.randrange(len(usable))]
        path = Path(f"/variants/{seed}") / f"{index // 1000:03}" / f"{original.path.stem}-{index:06}{original.path.suffix}"
        yield Script(path, _changed(original.content, chance, index))


def _changed(content: bytes, chance: random.Random, index: int) -> bytes:
    for change in chance.sample(_CHANGES, chance.randint(1, 2)):
        content = change(content, chance)
    found = _LINE_END.search(content)
    ending = found[0] if found else b"\n"
    return content + (b"" if content.endswith((b"\n", b"\r")) else ending) + f"# revision {index}".encode() + ending


def _rename_variable(content: bytes, chance: random.Random) -> bytes:
    names = sorted({found[1].lower() for found in _VARIABLE.finditer(content)} - _RESERVED)
    if not names:
        return content
    old = chance.choice(names)
    new = old + chance.choice([b"2", b"Old", b"Item", b"Value", b"List"])
    return re.sub(rb"(?i)\$" + re.escape(old) + rb"\b(?!:)", b"$" + new, content)


def _change_number(content: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(content))
    if not found:
        return content
    place = chance.choice(found)
    return content[: place.start()] + str(int(place[0]) + chance.randint(1, 9)).encode() + content[place.end() :]


def _add_remark(content: bytes, chance: random.Random) -> bytes:
    """At the top or the end, where it is never inside a string."""
    remark = f"# {chance.choice(_WORDS)} ({chance.randint(2015, 2026)})\n".encode()
    if content.startswith((b"\xef\xbb\xbf", b"#!")) or chance.random() < 0.5:
        return content + (b"" if content.endswith(b"\n") else b"\n") + remark
    return remark + content


def _trailing_blanks(content: bytes, chance: random.Random) -> bytes:
    return content.rstrip() + b"\n" * chance.randint(1, 4)


_CHANGES: list[Callable[[bytes, random.Random], bytes]] = [_rename_variable, _change_number, _add_remark, _trailing_blanks]
