"""Bytes that look like UTF-16 without a mark are read twice: as PowerShell does, and as whoever wrote them may have meant them.

What a script is, says the first reading. What it may hide, say both: the second is told like a layer of the script, with its findings, and the
scores of what it may do are those of the reading that is worse.
"""

from __future__ import annotations

from typing import Any, Final

SCORES: Final = ("malice_score", "hygiene_score", "security_score", "risk_score")
_REASONS: Final = ("malice", "hygiene", "security", "risk")
MOST_TEXT: Final = 200_000


def with_second(first: dict[str, Any], second: dict[str, Any], text: str, why: str) -> dict[str, Any]:
    """The analysis of the first reading with what the second, `text`, adds; `why` there are two is a sentence."""
    layers = first["layers"] or []
    number = len(layers)
    own = {"text": text[:MOST_TEXT], "how": "another encoding"}
    answer = first | {
        "layers": [*layers, own, *(second["layers"] or [])],
        "security_issues": [*(first["security_issues"] or []), *(_deeper(issue, number) for issue in second["security_issues"] or [])],
    }
    notes = [f"{_sentence(why)} Both readings were looked at; the second is layer {number}."]
    if _malice(second) > _malice(first):
        answer |= _scores(answer, second)
        notes.append("Malice, hygiene, security and risk are those of the second reading, which is worse.")
    answer["notes"] = [*notes, *(first["notes"] or []), *(note for note in second["notes"] or [] if note not in (first["notes"] or []))]
    return answer


def _deeper(issue: dict[str, Any], number: int) -> dict[str, Any]:
    """A finding of the second reading: its evidence lies in that layer, or in those behind it."""
    evidence = dict(issue["evidence"])
    evidence["layer"] = number if evidence["layer"] is None else number + 1 + evidence["layer"]
    return issue | {"evidence": evidence, "message": f"In the second reading: {issue['message']}"}


def _malice(answer: dict[str, Any]) -> tuple[float, float]:
    """What is compared: malice, and where that is equal how far from safe; less than anything where it is unknown."""
    malice, security = answer["malice_score"], answer["security_score"]
    return (-1.0, -1.0) if malice is None or security is None else (malice, 100 - security)


def _scores(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    taken = {name: second[name] for name in SCORES}
    unknown = {field: why for field, why in first["unknown"].items() if field not in SCORES}
    unknown |= {field: why for field, why in second["unknown"].items() if field in SCORES}
    reasons = dict(first["score_reasons"] or {}) | {name: (second["score_reasons"] or {}).get(name, []) for name in _REASONS}
    return taken | {"unknown": unknown, "score_reasons": reasons}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
