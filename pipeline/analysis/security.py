"""What `--security`, `--layers` and `--explain` add to the report of one script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .detecting.engine import Detected, detected
from .detecting.masking import masked
from .engine import Report
from .facts.quality import quality_reasons, quality_score
from .facts.security import risk_reasons, risk_score
from .facts.subject import Subject, UnknownError
from .finding import RULE_SEVERITIES
from .judgement import Reason, scores

if TYPE_CHECKING:
    from .context import Context
    from .files import FileReport

NAMES: Final = ("malice", "hygiene", "security", "quality", "risk")
"""The scores, in the order in which they are told."""
NO_SCRIPT: Final = "This is a help text and no script."


class Told(NamedTuple):
    """A score as it is told. `value` is None when it is unknown; then `unknown` says why."""

    name: str
    value: float | None
    reasons: tuple[Reason, ...] = ()
    unknown: str = ""


def add_findings(context: Context, report: FileReport) -> None:
    """`--security`: the findings of detections; no secret in anything that is told."""
    if context.is_help_file:
        return
    result = _looked_at(context, report)
    report.findings += result.findings
    report.findings.sort(key=lambda finding: (-1 if finding.start is None else finding.start, finding.end or 0, finding.rule))
    for finding in report.findings:
        finding.message = masked(finding.message, result.secrets)
        # A correction that holds a secret would tell it, and masked it would correct nothing.
        finding.corrections = [each for each in finding.corrections if each.edit.text == masked(each.edit.text, result.secrets)]


def add_layers(context: Context, report: FileReport) -> None:
    """`--layers`: the scores, and the scripts inside of the script from the outermost to the innermost."""
    add_scores(context, report)
    layers = [] if context.is_help_file else _looked_at(context, report).unwrapped.layers
    report.extra["layers"] = [{"text": layer.text, "how": layer.how} for layer in layers]


def add_reasons(context: Context, report: FileReport) -> None:
    """`--explain`: the scores and what made each, the greatest first; for one that is unknown, why."""
    add_scores(context, report)
    report.extra["reasons"] = {
        score.name: [Reason(0, score.unknown)._asdict()] if score.value is None else [reason._asdict() for reason in score.reasons]
        for score in _scores(context, report)
    }


def add_scores(context: Context, report: FileReport) -> None:
    """Each score, or None where it is unknown."""
    if "scores" not in report.extra:
        report.extra["scores"] = {score.name: score.value for score in _scores(context, report)}


def _scores(context: Context, report: FileReport) -> tuple[Told, ...]:
    if context.is_help_file:
        return tuple(Told(name, None, unknown=NO_SCRIPT) for name in NAMES)
    _looked_at(context, report)
    rules = [finding for finding in report.findings if finding.severity in RULE_SEVERITIES]
    subject = Subject(context, Report(rules, report.notes, report.failed, report.unknown))
    return (*(Told(*score) for score in context.shared(scores)), _quality(subject), _risk(subject))


def _quality(subject: Subject) -> Told:
    """By the rules that ran."""
    try:
        value = quality_score(subject)
    except UnknownError as error:
        return Told("quality", None, unknown=str(error.reason["message"]))
    told = [(int(each["points"]), int(each["findings"]), str(each["rule"])) for each in quality_reasons(subject)]
    reasons = (Reason(points, f"{rule} was found {'once' if number == 1 else f'{number} times'}.", rule) for points, number, rule in told)
    return Told("quality", value, tuple(reasons))


def _risk(subject: Subject) -> Told:
    """Points are the chances of its factors, in percent."""
    try:
        value, factors = risk_score(subject), risk_reasons(subject)
    except UnknownError as error:
        return Told("risk", None, unknown=str(error.reason["message"]))
    reasons = [Reason(round(100 * float(each["chance"])), str(each["text"]), str(each["factor"])) for each in factors]
    return Told("risk", value, tuple(sorted((reason for reason in reasons if reason.points), key=lambda reason: -reason.points)))


def _looked_at(context: Context, report: FileReport) -> Detected:
    """The detections, with their notes and failures told once."""
    result = context.shared(detected)
    report.notes += [note for note in result.notes if note not in report.notes]
    report.failed += [name for name in result.failed if name not in report.failed]
    report.secrets |= result.secrets
    return result
