"""What is said of one script: the columns of script_analysis by name. What is not known is None, and `unknown` says why."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from pipeline.powershell.script import parse

from .context import Context
from .detecting.engine import detected
from .detecting.masking import masked
from .engine import analyze
from .facts.acts import acts
from .facts.category import proposed_category
from .facts.command_details import MOST as MOST_COMMANDS
from .facts.command_details import command_details
from .facts.compatibility import compatibility_notes
from .facts.complexity import code_complexity_metrics
from .facts.parameter_docs import parameter_docs
from .facts.performance import performance_insights
from .facts.purpose import purpose
from .facts.quality import quality_reasons, quality_score
from .facts.references import ms_docs_references
from .facts.security import (
    MOST_ISSUES,
    MOST_LAYER_TEXT,
    hygiene_score,
    layers,
    malice_score,
    risk_reasons,
    risk_score,
    security_issues,
    security_reasons,
    security_score,
)
from .facts.subject import Subject, UnknownError
from .facts.suggestions import suggestions
from .facts.summary import execution_summary, potential_risks
from .facts.violations import MOST, best_practice_violations
from .identity import rule_set
from .second_reading import with_second
from .settings import Settings, choose, settings_from

_LOG = logging.getLogger(__name__)

ENGINE_VERSION: Final = "2"
"""Of what is said: a script is analysed again when this is not the one its analysis was made with."""

# In the order of the table.
FIELDS: Final = (
    *("purpose", "security_score", "quality_score", "risk_score", "parameter_docs", "suggestions", "security_issues"),
    *("best_practice_violations", "performance_insights", "potential_risks", "code_complexity_metrics", "compatibility_notes"),
    *("execution_summary", "command_details", "ms_docs_references", "malice_score", "hygiene_score", "score_reasons", "layers", "notes"),
    "proposed_category",
)

POWERSHELL: Final = frozenset({"ps1", "psm1", "psd1"})
NOT_POWERSHELL: Final = ("not_powershell", "This kind of file is not PowerShell.")


def _score_reasons(subject: Subject) -> dict[str, Any]:
    try:
        risk = risk_reasons(subject)
    except UnknownError:  # `unknown` says why there is no score
        risk = []
    return {**security_reasons(subject), "quality": quality_reasons(subject), "risk": risk}


def _notes(subject: Subject) -> list[str]:
    report = subject.report
    found = subject.context.shared(detected)
    notes = [*report.notes, *found.notes]
    if found.failed:
        notes.append(f"These detections failed, and what they would say is unknown: {', '.join(found.failed)}.")
    if report.unknown and "dscresource" in subject.context.lower_text:
        notes.append(f"These rules read the files beside a DSC resource, which an upload has not: {', '.join(report.unknown)}.")
    notes += [f"Of {number:,} {what} {most:,} are told." for what, number, most in _counts(subject) if number > most]
    return notes


def _counts(subject: Subject) -> list[tuple[str, int, int]]:
    """What may be too much to tell: how many there are, and how many of them are told."""
    longest = max((len(layer.text) for layer in subject.context.shared(detected).unwrapped.layers), default=0)
    return [
        ("findings of rules", len(subject.report.findings), MOST),
        ("findings of detections", len(subject.context.shared(detected).findings), MOST_ISSUES),
        ("commands", len(subject.context.shared(acts)), MOST_COMMANDS),
        ("characters of the longest layer", longest, MOST_LAYER_TEXT),
    ]


MAKERS: Final[tuple[tuple[str, Callable[[Subject], Any]], ...]] = (
    ("purpose", purpose),
    ("parameter_docs", parameter_docs),
    ("command_details", command_details),
    ("ms_docs_references", ms_docs_references),
    ("best_practice_violations", best_practice_violations),
    ("performance_insights", performance_insights),
    ("potential_risks", potential_risks),
    ("compatibility_notes", compatibility_notes),
    ("execution_summary", execution_summary),
    ("suggestions", suggestions),
    ("proposed_category", proposed_category),
    ("security_issues", security_issues),
    ("layers", layers),
    ("quality_score", quality_score),
    ("malice_score", malice_score),
    ("hygiene_score", hygiene_score),
    ("security_score", security_score),
    ("risk_score", risk_score),
    ("code_complexity_metrics", code_complexity_metrics),
    ("score_reasons", _score_reasons),
    ("notes", _notes),
)
"""Fields, and what makes each."""


class Rules:
    """The rules that apply to one owner's scripts; `version` names engine and settings."""

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        """`settings` are those of a PSScriptAnalyzer settings file as plain values; `SettingsError` where they are none."""
        self.chosen = choose(settings_from(settings, "of this owner") if settings else Settings())
        digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:12] if settings else ""
        analyser = f"{ENGINE_VERSION}-{rule_set()}"
        self.version = f"{analyser}/{digest}" if digest else analyser


def analyse(
    text: str, kind: str, *, rules: Rules, filename: str | None = None, data: bytes | None = None, second: tuple[str, str] | None = None
) -> dict[str, Any]:
    """All of FIELDS, `analysis_version` and `unknown`, as JSON. `data` are the file's bytes, for what is said of its encoding; `second` is another
    reading of them that is as likely as `text`, and why.
    """
    if kind not in POWERSHELL:
        return unknown(*NOT_POWERSHELL, version=rules.version)
    answer, secrets = _said(text, rules, filename, data)
    if second is not None:
        other, more = _said(second[0], rules, filename, None)
        answer, secrets = with_second(answer, other, *second), secrets | more
    return _masked(answer, secrets) if secrets else answer


def _said(text: str, rules: Rules, filename: str | None, data: bytes | None) -> tuple[dict[str, Any], set[str]]:
    """The analysis of one reading, and the secrets in it, which are not masked yet."""
    context = Context(parse(text), path=Path(filename) if filename else None, data=data, alone=True)
    subject = Subject(context, analyze(context, rules.chosen))
    known: dict[str, Any] = {}
    reasons: dict[str, dict[str, str]] = {}
    for field, make in MAKERS:
        try:
            known[field] = make(subject)
        except UnknownError as error:
            reasons[field] = error.reason
        except Exception as error:  # noqa: BLE001 - what is wrong about one field must not cost the others
            _LOG.exception("%s failed on %s", field, filename or "a text")
            reasons[field] = {"code": "analysis_failed", "message": f"This could not be worked out ({type(error).__name__}: {error})."[:1000]}
    answer = {**dict.fromkeys(FIELDS), **known, "analysis_version": rules.version, "unknown": reasons}
    return answer, context.shared(detected).secrets


def _masked(value: Any, secrets: set[str]) -> Any:
    """The same without the secrets that the script holds, wherever they stand."""
    if isinstance(value, str):
        return masked(value, secrets)
    if isinstance(value, list):
        return [_masked(each, secrets) for each in value]
    if isinstance(value, dict):
        return {key: _masked(each, secrets) for key, each in value.items()}
    return value


def unknown(code: str, message: str, *, version: str, **known: Any) -> dict[str, Any]:
    """An analysis of which only `known` is known, and why the rest is not."""
    reason = {"code": code, "message": message}
    return {
        **dict.fromkeys(FIELDS),
        **known,
        "analysis_version": version,
        "unknown": {field: reason for field in FIELDS if field not in known},
    }
