"""One JSON document; it can serve as a baseline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pipeline.analysis.baseline import fingerprints
from pipeline.analysis.files import FileReport
from pipeline.analysis.formats import Style


def write(reports: Iterable[FileReport], style: Style) -> Iterator[str]:
    yield '{"tool": "psscript", "version": ' + json.dumps(style.version) + ', "files": ['
    for number, report in enumerate(reports):
        told = report.as_json()
        for finding, (_, fingerprint) in zip(told.get("findings", ()), fingerprints(report), strict=False):
            finding["fingerprint"] = fingerprint
        yield (",\n" if number else "\n") + json.dumps(told)
    yield "\n]}\n"
