"""Findings that are known already: an earlier answer of this program, told apart by what stands on their lines, not by line numbers."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any, ClassVar, TypeAlias
from urllib.parse import unquote

from pipeline.errors import PermanentError

from .files import FileReport
from .finding import Finding

Known: TypeAlias = frozenset[tuple[str, str]]
"""Pairs of path and fingerprint."""


class BaselineError(PermanentError):
    """This is no baseline."""

    code: ClassVar[str] = "invalid_baseline"


def fingerprints(report: FileReport) -> Iterator[tuple[Finding, str]]:
    """Each finding with a name that it keeps when lines above it come and go: rule, suppression id, line without blanks, and which of its like."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in report.findings:
        line = report.lines.get(finding.place.line, "") if finding.place else ""
        like = finding.rule, finding.suppression_id, "".join(line.split())
        seen[like] += 1
        yield finding, hashlib.sha256("\0".join((*like, str(seen[like]))).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_baseline(path: Path) -> Known:
    """What `--format json` or `--format sarif` wrote."""
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise BaselineError(f"The baseline {path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"The baseline {path} is no JSON; make one with --format json.") from error
    try:
        return frozenset(_of_sarif(document) if "runs" in document else _of_json(document))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise BaselineError(f"The baseline {path} is no answer of this command; make one with --format json or --format sarif.") from error


def leave_new(report: FileReport, known: Known) -> None:
    """Take away the findings that the baseline knows."""
    name = same_path(report.path)
    report.findings = [finding for finding, fingerprint in list(fingerprints(report)) if (name, fingerprint) not in known]


def same_path(path: str) -> str:
    """One spelling for one file, whichever way slashes lean."""
    return PurePath(path.replace("\\", "/")).as_posix()


def _of_json(document: Any) -> Iterator[tuple[str, str]]:
    for file in document["files"]:
        for finding in file.get("findings", ()):
            yield same_path(file["path"]), finding["fingerprint"]


def _of_sarif(document: Any) -> Iterator[tuple[str, str]]:
    for result in document["runs"][0]["results"]:
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        yield same_path(unquote(location["uri"].removeprefix("file://"))), result["partialFingerprints"]["psscript/v1"]
