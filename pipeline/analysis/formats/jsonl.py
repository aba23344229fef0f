"""One line of ASCII JSON a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pipeline.analysis.files import FileReport
from pipeline.analysis.formats import Style


def write(reports: Iterable[FileReport], style: Style) -> Iterator[str]:
    for report in reports:
        yield json.dumps(report.as_json()) + "\n"
