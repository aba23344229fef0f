"""Scores, their reasons and layers in words, as the formats for people share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.judgement import ATTACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.files import FileReport
    from pipeline.analysis.finding import Finding


def is_attack(report: FileReport) -> bool:
    """Whether the script is to be treated as an attack."""
    malice = report.extra.get("scores", {}).get("malice")
    return malice is not None and malice >= ATTACK


def scores_of(report: FileReport) -> str:
    """Such as: malice 97 (treat it as an attack), hygiene 20, security 1, quality 54.1, risk unknown. Empty when nobody asked for scores."""
    told = []
    for name, value in report.extra.get("scores", {}).items():
        said = "unknown" if value is None else f"{value:g}"
        told.append(f"{name} {said}{' (treat it as an attack)' if name == 'malice' and is_attack(report) else ''}")
    return ", ".join(told)


def reasons_of(report: FileReport) -> Iterator[tuple[str, str, str]]:
    """What made each score: its name, points with their sign, a sentence."""
    for name, reasons in report.extra.get("reasons", {}).items():
        adds = name in ("malice", "risk")
        for reason in reasons:
            points = reason["points"]
            yield name, f"{points if adds else -points:+}" if points else "", reason["text"]


def message_of(finding: Finding) -> str:
    """The message, and the layer in which a detection saw it."""
    if finding.security is None or finding.security.evidence.layer is None:
        return finding.message
    return f"{finding.message} (In layer {finding.security.evidence.layer + 1}, line {finding.security.evidence.line}.)"
