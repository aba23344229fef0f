"""Nouns whose number PSScriptAnalyzer is known to judge so."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .store import rows


class Noun(NamedTuple):
    """What PSScriptAnalyzer says of a noun: both are true of `Sheep`, neither of `Axis`."""

    is_singular: bool
    is_plural: bool
    singular: str


def noun(word: str) -> Noun | None:
    """A noun as it is written: case matters, since the last capital begins the word that counts."""
    singulars, others = _nouns()
    if word in singulars:
        return Noun(is_singular=True, is_plural=bool(singulars[word]), singular=word)
    if word in others:
        plural, form = others[word]
        return Noun(is_singular=False, is_plural=bool(plural), singular=form)
    return None


@cache
def _nouns() -> tuple[dict[str, int], dict[str, tuple[int, str]]]:
    singulars, others = rows("nouns")
    return singulars, others
