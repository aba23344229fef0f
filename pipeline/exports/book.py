"""Many analyses on one page, for a documentation."""

from collections.abc import Iterable

from pipeline.exports.markdown import plain
from pipeline.exports.report import Report


def write(title: str, introduction: str, reports: Iterable[tuple[str, Report]]) -> bytes:
    """`reports` with the name that each goes by. Nothing on the page depends on when or for whom an analysis was made."""
    lines = [f"# {plain(title)}", "", introduction]
    for name, report in reports:
        lines += ["", f"## {plain(name)}", "", "| | |", "|---|---|"]
        lines += [f"| {plain(heading)} | {plain(value)} |" for heading, value in (*report.scores(), ("Category", _category(report)))]
        for heading, entries in report.sections():
            lines += ["", f"### {heading}", "", *([f"- {plain(entry)}" for entry in entries] or ["None."])]
    return ("\n".join(lines) + "\n").encode()


def _category(report: Report) -> str:
    proposed = report.analysis.proposed_category
    if proposed is None:
        return report.reason("proposed_category")
    return f"{proposed['name']}, with a certainty of {proposed['certainty']}: {', '.join(proposed['reasons'])}"
