"""To read in a pull request or a wiki."""

import re

from pipeline.exports.report import Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#!~])")


def write(report: Report) -> bytes:
    lines = [f"# {plain(report.title)}", "", "| | |", "|---|---|"]
    lines += [f"| {plain(name)} | {plain(value)} |" for name, value in (*report.facts(), *report.scores())]
    for heading, entries in report.sections():
        lines += ["", f"## {heading}", ""]
        lines += [f"- {plain(entry)}" for entry in entries] or ["None."]
    return ("\n".join(lines) + "\n").encode()


def plain(text: str) -> str:
    """Text that Markdown takes as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
