"""Malice, hygiene and security of a script, each a number with the reasons that made it. `docs/security.md` states the formulas.

Malice asks whether this is an attack: the points of all signals (`signals.py`, weighed by `malice.json`) are added up. Hygiene asks whether it is
careless: each detection takes its severity's points off a hundred. The two are never mixed; security is what both leave.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .detecting.engine import Detected, detected
from .finding import CRITICAL, HIGH, LOW, MEDIUM, RANK
from .signals import MOST_OF_COMMON, Signal, signals, total

if TYPE_CHECKING:
    from .context import Context

WEIGHTS: Final = Path(__file__).parent / "malice.json"
ATTACK: Final = 50
"""Malice from which on a script is to be treated as an attack."""
_SCALE: Final = 10
"""Points that multiply the odds of an attack by e."""
COST: Final = {CRITICAL: 40, HIGH: 20, MEDIUM: 8, LOW: 2}
"""What the first finding of a detection takes off hygiene; further ones of it take as much once more, together."""

EMPTY: Final = "The script holds nothing that could be judged."


class Reason(NamedTuple):
    """`points` were added (malice) or taken off (hygiene, security)."""

    points: int
    text: str
    rule: str = ""


class Score(NamedTuple):
    """`value` is None when it is unknown; then `unknown` says why. The reasons are those that made the number, the greatest first."""

    name: str
    value: int | None
    reasons: tuple[Reason, ...] = ()
    unknown: str = ""


class Weights(NamedTuple):
    """`needed` points are a malice of 50; `points` are those of signals whose worth was learned."""

    needed: int
    points: dict[str, int]


@cache
def weights() -> Weights:
    """The committed weights."""
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(read["needed"], read["points"])


def scores(context: Context) -> tuple[Score, Score, Score]:
    """Malice, hygiene and security. Ask with `context.shared(scores)`."""
    result = context.shared(detected)
    why = _unknown(context, result)
    if why:
        return Score("malice", None, unknown=why), Score("hygiene", None, unknown=why), Score("security", None, unknown=why)
    malice, hygiene = _malice(signals(result)), _hygiene(result)
    return malice, hygiene, _security(malice, hygiene)


def points_of(signal: Signal) -> int:
    """What a signal is worth: as learned, else as it was set."""
    return weights().points.get(signal.name, signal.points)


def malice_of(points: int) -> int:
    """0-100 from a sum of points: 50 at `needed`, and ten points more or less multiply or divide the odds by e."""
    return round(100 / (1 + math.exp((weights().needed - points) / _SCALE)))


def _unknown(context: Context, result: Detected) -> str:
    if not context.text.strip("\ufeff \t\r\n"):
        return EMPTY
    if result.failed:
        return f"{', '.join(result.failed)} failed on this script."
    return ""


def _malice(found: list[Signal]) -> Score:
    worth = [Reason(points_of(signal), signal.text, signal.name) for signal in found]
    reasons = tuple(sorted((reason for reason in worth if reason.points), key=lambda reason: -reason.points))
    reached = round(total({reason.rule: reason.points for reason in reasons}))
    over = sum(reason.points for reason in reasons) - reached
    if over:
        reasons += (Reason(-over, f"What ordinary scripts do as well counts for no more than {MOST_OF_COMMON} points together."),)
    return Score("malice", malice_of(reached), reasons)


def _hygiene(result: Detected) -> Score:
    """100 for a script in which nothing was detected, and never below 0."""
    severities: dict[str, list[str]] = {}
    for finding in result.findings:
        severities.setdefault(finding.rule, []).append(finding.severity)
    reasons = []
    for rule, seen in severities.items():
        worst = max(seen, key=RANK.__getitem__)
        reasons.append(Reason(COST[worst] * min(len(seen), 2), f"{rule} was seen {len(seen)} times, at worst {worst}.", rule))
    reasons.sort(key=lambda reason: -reason.points)
    return Score("hygiene", max(0, 100 - sum(reason.points for reason in reasons)), tuple(reasons))


def _security(malice: Score, hygiene: Score) -> Score:
    """Hygiene, of which malice takes its share."""
    if malice.value is None or hygiene.value is None:
        return Score("security", None, unknown=malice.unknown or hygiene.unknown)
    value = round(hygiene.value * (100 - malice.value) / 100)
    reasons = (
        Reason(100 - hygiene.value, "Hygiene takes this off a hundred."),
        Reason(hygiene.value - value, f"Malice of {malice.value} takes {malice.value} % of the rest."),
    )
    return Score("security", value, tuple(reason for reason in reasons if reason.points))
