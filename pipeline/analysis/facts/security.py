"""`security_issues`, `layers` and the scores that follow from them. `docs/scores.md` states the formulas."""

from __future__ import annotations

import math
from typing import Any, Final

from pipeline.analysis.detecting.engine import detected
from pipeline.analysis.judgement import Score, scores

from .acts import IN_WORDS
from .subject import Subject, UnknownError
from .summary import execution_summary, potential_risks

MOST_ISSUES: Final = 1000
MOST_LAYER_TEXT: Final = 200_000

DESTROYS: Final = {"high": 0.3, "medium": 0.15, "low": 0.03}
"""The risk of the gravest thing that a script deletes, stops, starts, sends or changes."""
PRIVILEGE: Final = 0.15
REACH: Final = 0.1
IRREVERSIBLE: Final = 0.1


def security_issues(subject: Subject) -> list[dict[str, Any]]:
    """What the detections found in the script and its layers, with ATT&CK, CWE, evidence and remedy. Secrets are masked."""
    return [finding.as_json() for finding in subject.context.shared(detected).findings[:MOST_ISSUES]]


def layers(subject: Subject) -> list[dict[str, Any]]:
    """The scripts inside of the script, the outermost first, and how each was wrapped."""
    return [{"text": layer.text[:MOST_LAYER_TEXT], "how": layer.how} for layer in subject.context.shared(detected).unwrapped.layers]


def _score(subject: Subject, name: str) -> Score:
    score = next(score for score in subject.context.shared(scores) if score.name == name)
    if score.value is None:
        raise UnknownError("not_judged", score.unknown)
    return score


def malice_score(subject: Subject) -> float:
    """50 and more: treat it as an attack."""
    return float(_score(subject, "malice").value or 0)


def hygiene_score(subject: Subject) -> float:
    """100: nothing careless was found."""
    return float(_score(subject, "hygiene").value or 0)


def security_score(subject: Subject) -> float:
    """Higher is safer."""
    return float(_score(subject, "security").value or 0)


def risk_score(subject: Subject) -> float:
    """What running it may do; higher is worse. The chances that nothing happens are multiplied, factor by factor."""
    safe = math.prod(1 - float(reason["chance"]) for reason in risk_reasons(subject))
    return round(100 * (1 - safe), 1)


def risk_reasons(subject: Subject) -> list[dict[str, Any]]:
    """The factors of the risk with the chance that each stands for."""
    risks = potential_risks(subject)
    summary = execution_summary(subject)
    factors: list[tuple[str, float, str]] = [("malice", malice_score(subject) / 100, "The malice score.")]
    if risks:
        factors.append(("destruction", DESTROYS[risks[0]["severity"]], f"{risks[0]['command']} {risks[0]['action']} {in_words(risks[0]['area'])}."))
    if summary["elevation"]["needed"]:
        factors.append(("privilege", PRIVILEGE, "It runs with administrator's rights."))
    reached = [area for area in ("network", "accounts", "cloud") if summary[area]]
    if reached:
        factors.append(("reach", REACH, f"It reaches {' and '.join(map(in_words, reached))}."))
    if any(not risk["reversible"] for risk in risks):
        factors.append(("irreversibility", IRREVERSIBLE, "Some of it cannot be undone."))
    return [{"factor": factor, "chance": chance, "text": text} for factor, chance, text in factors if chance]


def in_words(area: str) -> str:
    """An area as it stands in a sentence."""
    return IN_WORDS.get(area, area)


def security_reasons(subject: Subject) -> dict[str, list[dict[str, Any]]]:
    """What made malice, hygiene and security, the greatest first."""
    return {score.name: [reason._asdict() for reason in score.reasons] for score in subject.context.shared(scores)}
