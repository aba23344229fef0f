"""Are there known holes in what is installed? `make audit`: asks the advisory services about all that requirements.lock names; where none can be
reached, the package index at least, which releases were withdrawn. Says which of the two it was, or that nobody was to be asked, which is no failure.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
UV = str(Path(sys.executable).with_name("uv"))
SERVICES = ("pypi", "osv")
SECONDS = 25.0  # for each question
YANKED = re.compile(r"^warning: `(?P<release>[^`]+)` is yanked(?: \(reason: \"(?P<reason>.*)\"\))?", re.MULTILINE)

Run = Callable[[Sequence[str]], tuple[int, str, str]]


class Verdict(NamedTuple):
    said: str
    findings: Sequence[str]


def run(command: Sequence[str]) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return 124, "", f"No answer within {SECONDS:g} s."
    return done.returncode, done.stdout, done.stderr


def audit(lock: Path, run: Run) -> Verdict:
    """By the first that answers."""
    for service in SERVICES:
        if (answer := _advisories(lock, service, run)) is not None:
            return answer
    return _withdrawn(lock, run) or Verdict("NOT AUDITED: neither an advisory service nor the package index answers.", ())


def _advisories(lock: Path, service: str, run: Run) -> Verdict | None:
    """None where the service was not to be reached, or knows none of it."""
    options = ("--disable-pip", "--progress-spinner", "off", "--format", "json", "--timeout", "10", "--vulnerability-service", service)
    _, said, _ = run((UV, "tool", "run", "pip-audit@2.10.1", "--requirement", str(lock), *options))
    try:
        each: list[Mapping[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError):
        return None
    known = [one for one in each if "skip_reason" not in one]
    if not known:
        return None
    missing = [one["name"] for one in each if "skip_reason" in one]
    more = f"; of {len(missing)} it knows nothing: {', '.join(missing)}" if missing else ""
    return Verdict(f"Audited: the advisory service '{service}' was asked about {len(known)} packages{more}.", list(_holes(known)))


def _holes(known: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in known:
        for hole in one["vulns"]:
            names = ", ".join([hole["id"], *hole.get("aliases", ())])
            yield f"{one['name']} {one['version']}: {names}; mended in {', '.join(hole.get('fix_versions', ())) or 'no release yet'}"


def _withdrawn(lock: Path, run: Run) -> Verdict | None:
    with tempfile.TemporaryDirectory() as folder:
        code, _, said = run((UV, "pip", "install", "--dry-run", "--refresh", "--no-deps", "--target", folder, "--requirement", str(lock)))
    if code:
        return None
    found = [f"{each['release']} was withdrawn: {each['reason'] or 'no reason said'}" for each in YANKED.finditer(said)]
    return Verdict("NOT AUDITED for known holes: no advisory service answers. The package index was asked for withdrawn releases.", found)


def main() -> int:
    verdict = audit(LOCK, run)
    print(verdict.said)
    print(*(f"  {each}" for each in verdict.findings), sep="\n", end="\n" if verdict.findings else "")
    return 1 if verdict.findings else 0


if __name__ == "__main__":
    sys.exit(main())
