"""What `searched_scripts` is asked, a mapping by its parameters: who searches, and the filters. None stands for no filter."""

from collections.abc import Mapping
from typing import Any

VIEWER = ("viewer", "viewer_is_admin")  # the rest are filters


def narrows(chosen: Mapping[str, Any]) -> bool:
    """Whether there is a filter."""
    return _any(chosen)


def is_everything(chosen: Mapping[str, Any]) -> bool:
    """Whether every script of the library may be found."""
    return bool(chosen["viewer_is_admin"]) and not narrows(chosen)


def chooses(chosen: Mapping[str, Any]) -> bool:
    """Whether somebody chose what to look among: the nearest of that are an answer, however far. A word that is only refused chooses nothing."""
    return _any(chosen, "refused")


def led(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """`lead`, the first term that has to be there, apart from the others: it leads to its scripts, where the filters would look at all."""
    lead, *others = chosen["needed"] or (None,)
    return {**chosen, "lead": lead, "needed": others or None}


def _any(chosen: Mapping[str, Any], *but: str) -> bool:
    return any(value is not None for name, value in chosen.items() if name not in (*but, *VIEWER))
