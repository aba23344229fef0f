"""What `make audit` makes of the answers that it gets."""

import json
from collections.abc import Sequence

import pytest

from tests.auditing import LOCK, Run, audit

GOOD = {"name": "flask", "version": "3.1.3", "vulns": []}
HOLE = {"name": "idna", "version": "3.6", "vulns": [{"id": "PYSEC-2024-60", "aliases": ["CVE-2024-3651"], "fix_versions": ["3.7"]}]}
UNKNOWN = {"name": "rq", "skip_reason": "Dependency not found on PyPI and could not be audited: rq (3.0.0)"}
WITHDRAWN = 'Would install 1 package\n + x==1\nwarning: `x==1` is yanked (reason: "Truncated answers")\n'
AWAY = (1, "", "error: connection refused")


def answering(pypi: object = None, osv: object = None, index: tuple[int, str, str] = AWAY) -> Run:
    """Services that say this of the dependencies; None: cannot be reached."""

    def run(command: Sequence[str]) -> tuple[int, str, str]:
        if "pip-audit@2.10.1" not in command:
            assert {"--dry-run", str(LOCK)} <= set(command)
            return index
        said = {"pypi": pypi, "osv": osv}[command[-1]]
        return AWAY if said is None else (0, json.dumps({"dependencies": said, "fixes": []}), "")

    return run


@pytest.mark.parametrize(
    ("run", "said", "findings"),
    [
        (answering([GOOD]), "Audited: the advisory service 'pypi' was asked about 1 packages.", []),
        (answering([GOOD, UNKNOWN]), "Audited: the advisory service 'pypi' was asked about 1 packages; of 1 it knows nothing: rq.", []),
        (answering([GOOD, HOLE]), "Audited: ", ["idna 3.6: PYSEC-2024-60, CVE-2024-3651; mended in 3.7"]),
        (answering([UNKNOWN], [HOLE]), "Audited: the advisory service 'osv'", ["idna 3.6: PYSEC-2024-60, CVE-2024-3651; mended in 3.7"]),
        (answering(index=(0, "", "Would install")), "NOT AUDITED for known holes: no advisory service answers. The package index", []),
        (answering([UNKNOWN], index=(0, "", WITHDRAWN)), "NOT AUDITED for known holes", ["x==1 was withdrawn: Truncated answers"]),
        (answering(), "NOT AUDITED: neither", []),
    ],
)
def test_a_verdict_says_who_was_asked(run: Run, said: str, findings: list[str]) -> None:
    verdict = audit(LOCK, run)
    assert verdict.said.startswith(said)
    assert list(verdict.findings) == findings
