"""What changed from one version to another: lines, scores and findings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import Engine, execute, reading
from db.records import records
from pipeline.library.errors import NotVisibleError
from pipeline.library.records import VersionDetail
from pipeline.viewer import Viewer

Change = tuple[str, int, int, int, int]  # equal or replace; lines of the old, lines of the new

CONTEXT = 3  # lines shown around a change
MOST_CHANGES = 1000  # lines that were added or removed; beyond this the middle counts as replaced as a whole
SCORES = ("security_score", "quality_score", "risk_score", "malice_score", "hygiene_score")
FINDINGS = ("security_issues", "best_practice_violations")


@dataclass(frozen=True, slots=True)
class Line:
    kind: str  # " ", "-" or "+"
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    old_start: int  # from 1
    old_lines: int
    new_start: int
    new_lines: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Comparison:
    hunks: list[Hunk]
    unified: str
    added: int  # lines
    removed: int
    exact: bool  # False: too much changed to tell line by line
    scores: dict[str, tuple[float | None, float | None]]
    findings_added: list[Any] | None  # None: one of the two versions is not analysed
    findings_removed: list[Any] | None


def compare(engine: Engine, viewer: Viewer, script_id: int, old: int, new: int) -> Comparison:
    """Raises NotVisibleError."""
    with reading(engine) as connection:
        chosen = {"script_id": script_id, "versions": [old, new], **viewer.parameters}
        versions = {each.version: each for each in records(VersionDetail, execute(connection, "library.version_pair", **chosen))}
        analyses = {row.version: row.result for row in execute(connection, "library.version_analyses", **chosen)}
    if old not in versions or new not in versions:
        raise NotVisibleError
    hunks, exact = diff(versions[old].content.splitlines(keepends=True), versions[new].content.splitlines(keepends=True))
    before, after = analyses.get(old), analyses.get(new)
    added, removed = _findings(before, after) if before and after else (None, None)
    return Comparison(
        hunks,
        unified(hunks, f"version {old}", f"version {new}"),
        sum(line.kind == "+" for hunk in hunks for line in hunk.lines),
        sum(line.kind == "-" for hunk in hunks for line in hunk.lines),
        exact,
        {name: ((before or {}).get(name), (after or {}).get(name)) for name in SCORES},
        added,
        removed,
    )


def diff(old: Sequence[str], new: Sequence[str]) -> tuple[list[Hunk], bool]:
    """Hunks, and whether they are exact."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    first, second = old[head : len(old) - tail], new[head : len(new) - tail]
    changes = [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in shortest(first, second)]
    exact = bool(changes) or not (first or second)
    if not exact:
        changes = [("replace", head, head + len(first), head, head + len(second))]
    framed = _framed([("equal", 0, head, 0, head), *changes, ("equal", len(old) - tail, len(old), len(new) - tail, len(new))])
    return [_hunk(old, new, group) for group in framed], exact


def shortest(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The fewest lines that have to be removed and added (Myers, An O(ND) Difference Algorithm); nothing where that are too many."""
    reached = {1: 0}  # by diagonal: how far in `old`
    trace: list[dict[int, int]] = []
    for changes in range(min(len(old) + len(new), MOST_CHANGES) + 1):
        trace.append(dict(reached))
        for diagonal in range(-changes, changes + 1, 2):
            down = diagonal == -changes or (diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1])
            x = reached[diagonal + 1] if down else reached[diagonal - 1] + 1
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            reached[diagonal] = x
            if x >= len(old) and y >= len(new):
                return _changes(trace, len(old), len(new))
    return []


def _changes(trace: Sequence[dict[int, int]], x: int, y: int) -> list[Change]:
    """The way back, as blocks in the order of the lines."""
    steps: list[tuple[int, int, int, int]] = []  # runs of equal lines, from their ends
    for changes in range(len(trace) - 1, -1, -1):
        reached, diagonal = trace[changes], x - y
        down = diagonal == -changes or (diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        start = reached[before] if changes else 0
        begin_x = (start if down else start + 1) if changes else 0
        steps.append((begin_x, x, begin_x - diagonal, y))
        x, y = start, start - before
    return _blocks(steps[::-1])


def _blocks(runs: Sequence[tuple[int, int, int, int]]) -> list[Change]:
    blocks: list[Change] = []
    x = y = 0
    for a, b, c, d in runs:
        if b == a and (a, c) != (runs[-1][0], runs[-1][2]):
            continue  # no equal line between two changes
        if (x, y) != (a, c):
            blocks.append(("replace", x, a, y, c))
        if b > a:
            blocks.append(("equal", a, b, c, d))
        x, y = b, d
    return blocks


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    return next((number for number, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _framed(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes with some lines around them; those near one another together."""
    groups: list[list[Change]] = []
    group: list[Change] = []
    for tag, a, b, c, d in (each for each in changes if each[1] != each[2] or each[3] != each[4]):
        if tag != "equal":
            group.append((tag, a, b, c, d))
            continue
        if group:
            group.append((tag, a, min(b, a + CONTEXT), c, min(d, c + CONTEXT)))
        if b - a > 2 * CONTEXT or not group:
            groups += [group] if group else []
            group = [(tag, max(a, b - CONTEXT), b, max(c, d - CONTEXT), d)]
        else:
            group[-1] = (tag, a, b, c, d)
    return [each for each in [*groups, group] if any(tag != "equal" for tag, *_ in each)]


def _hunk(old: Sequence[str], new: Sequence[str], group: Sequence[Change]) -> Hunk:
    lines: list[Line] = []
    for tag, a, b, c, d in group:
        if tag == "equal":
            lines += [Line(" ", text) for text in old[a:b]]
        else:
            lines += [Line("-", text) for text in old[a:b]] + [Line("+", text) for text in new[c:d]]
    first, last = group[0], group[-1]
    old_lines, new_lines = last[2] - first[1], last[4] - first[3]
    return Hunk(first[1] + (old_lines > 0), old_lines, first[3] + (new_lines > 0), new_lines, lines)


def unified(hunks: Sequence[Hunk], old: str, new: str) -> str:
    if not hunks:
        return ""
    text = [f"--- {old}\n+++ {new}\n"]
    for hunk in hunks:
        text.append(f"@@ -{hunk.old_start},{hunk.old_lines} +{hunk.new_start},{hunk.new_lines} @@\n")
        for line in hunk.lines:
            text.append(line.kind + line.text)
            if not line.text.endswith("\n"):
                text.append("\n\\ No newline at end of file\n")
    return "".join(text)


def _findings(before: dict[str, Any], after: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Findings are the same when they say the same, wherever they stand by now."""
    old, new = ([each for name in FINDINGS for each in side.get(name) or () if isinstance(each, dict)] for side in (before, after))
    return _beyond(new, old), _beyond(old, new)


def _beyond(some: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]) -> list[Any]:
    known = Counter(map(_sameness, others))
    beyond = []
    for each in some:
        key = _sameness(each)
        if known[key]:
            known[key] -= 1
        else:
            beyond.append(each)
    return beyond


def _sameness(finding: dict[str, Any]) -> tuple[str, str, str]:
    return str(finding.get("rule")), str(finding.get("severity")), str(finding.get("message"))
