"""What `--security`, `--layers` and `--explain` add to the report of one script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .detecting.engine import Detected, detected
from .detecting.masking import masked
from .judgement import scores

if TYPE_CHECKING:
    from .context import Context
    from .files import FileReport

OTHER_SCORES = ("quality", "risk")


def add_findings(context: Context, report: FileReport) -> None:
    """`--security`: the findings of detections; no secret in anything that is told."""
    result = _looked_at(context, report)
    report.findings += result.findings
    report.findings.sort(key=lambda finding: (-1 if finding.start is None else finding.start, finding.end or 0, finding.rule))
    for finding in report.findings:
        finding.message = masked(finding.message, result.secrets)


def add_layers(context: Context, report: FileReport) -> None:
    """`--layers`: the scores, and the scripts inside of the script from the outermost to the innermost."""
    result = _looked_at(context, report)
    report.extra["scores"] = dict.fromkeys(("malice", "hygiene", "security", *OTHER_SCORES)) | {score.name: score.value for score in context.shared(scores)}
    report.extra["layers"] = [{"text": layer.text, "how": layer.how} for layer in result.unwrapped.layers]


def add_reasons(context: Context, report: FileReport) -> None:
    """`--explain`: what made each score, the greatest first; for one that is unknown, why."""
    _looked_at(context, report)
    report.extra["reasons"] = {
        score.name: [reason._asdict() for reason in score.reasons] or ([{"points": 0, "text": score.unknown, "rule": ""}] if score.unknown else [])
        for score in context.shared(scores)
    }


def _looked_at(context: Context, report: FileReport) -> Detected:
    """The detections, with their notes and failures told once."""
    result = context.shared(detected)
    report.notes += [note for note in result.notes if note not in report.notes]
    report.failed += [name for name in result.failed if name not in report.failed]
    report.secrets |= result.secrets
    return result
