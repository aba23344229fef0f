"""Runs the chosen rules over one script: one walk over its tree serves all of them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.powershell.script import ParseError, Script

from .context import Context
from .finding import PARSE_ERROR, Correction, Finding, Hit, Place
from .rule import Chosen, LoadedRule
from .suppression import Suppression, find_suppressions, suppress

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Report:
    """What was found in one script.

    `notes` are no findings; `failed` names the rules that raised; `unknown` those that would have to see the files beside the script.
    """

    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def analyze(context: Context, rules: Sequence[Chosen]) -> Report:
    """Parse errors first, then what the rules say, each finding with its place and whether it is suppressed."""
    script = context.script
    help_file = context.is_help_file
    report = Report([] if help_file else [_from_error(script, error) for error in script.errors])
    for chosen in rules:
        if chosen.rule.metadata.for_help_files != help_file:
            continue
        if context.alone and chosen.rule.metadata.needs_neighbours:
            report.unknown.append(chosen.rule.name)
        else:
            _run(chosen, context, report)
    suppressions: list[Suppression] = context.shared(find_suppressions)
    report.notes = context.notes + suppress(report.findings, suppressions, {chosen.rule.name for chosen in rules})
    report.findings.sort(key=_by_place)
    return report


def _run(chosen: Chosen, context: Context, report: Report) -> None:
    rule = chosen.rule
    try:
        report.findings += [_from_hit(context.script, rule, hit) for hit in rule.check(context, chosen.options)]
    except Exception as error:  # noqa: BLE001 - a rule that is wrong about one script must not cost the others their say
        _LOG.exception("%s failed on %s", rule.name, context.path or "a text")
        report.failed.append(rule.name)
        context.note(f"{rule.name} failed ({type(error).__name__}: {error}); what it would say of this script is unknown.")


def _from_hit(script: Script, rule: LoadedRule, hit: Hit) -> Finding:
    name, severity = hit.rule or rule.name, hit.severity or rule.metadata.severity
    if hit.extent is None:
        return Finding(name, severity, hit.message, suppression_id=hit.suppression_id)
    start, end = hit.extent.start, hit.extent.end
    corrections = [Correction(edit, _place(script, edit.start, edit.end)) for edit in hit.edits]
    return Finding(name, severity, hit.message, start, end, _place(script, start, end), hit.suppression_id, False, corrections)


def _from_error(script: Script, error: ParseError) -> Finding:
    return Finding(error.id, PARSE_ERROR, error.message, error.start, error.end, _place(script, error.start, error.end))


def _place(script: Script, start: int, end: int) -> Place:
    return Place(*script.position(start), *script.position(end))


def _by_place(finding: Finding) -> tuple[int, int, str]:
    return (-1, -1, finding.rule) if finding.start is None or finding.end is None else (finding.start, finding.end, finding.rule)
