"""Terms of scripts, for the database: what the digest says, and what the analysis says under the name of a field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from db.copy import copy_in
from pipeline.embedding.digest import VERSION, Digest, pairs, weigh
from pipeline.room import Step

# What a script can touch, with where `execution_summary` tells it.
AREAS: Mapping[str, Sequence[str]] = {
    **{area: (area,) for area in ("registry", "network", "services", "processes", "credentials", "accounts", "cloud", "software", "system")},
    "files": ("reads", "writes", "deletes"),
}
LONGEST_NAME = 200
ORDINARY, B = 150.0, 0.9  # length of an ordinary script, and how much longer ones lose by it (BM25's b)


class Indexed(NamedTuple):
    """A version of a script, and what is known of it."""

    script_id: int
    version: int
    digest: Digest
    analysis: Mapping[str, Any] | None


def index(step: Step, scripts: Sequence[Indexed]) -> None:
    """Write the terms of these scripts anew."""
    if not scripts:
        return
    weights = {each.script_id: weigh(each.digest) for each in scripts}
    kept = step.execute(
        "search.keep_digests",
        scripts=[each.script_id for each in scripts],
        versions=[each.version for each in scripts],
        lengths=[float(sum(weights[each.script_id].values())) for each in scripts],  # a script without words: 0.0, for lists are of one type
        digest_version=VERSION,
    ).scalars().all()  # fmt: skip
    step.execute("search.drop_terms", scripts=list(kept))
    chosen = [each for each in scripts if each.script_id in set(kept)]
    copy_in(step.connection, "search.copy_terms", _rows(chosen, weights))
    step.execute("search.drop_pairs", scripts=list(kept))
    copy_in(step.connection, "search.copy_pairs", ((each.script_id, pairs(each.digest)) for each in chosen))


def _rows(scripts: Sequence[Indexed], weights: Mapping[int, Mapping[str, float]]) -> Iterator[tuple[str, int, float]]:
    """What a term weighs depends on its script alone, not on what else is in the library: so it can be written once, and tells nothing of others."""
    for each in scripts:
        share = 1 - B + B * sum(weights[each.script_id].values()) / ORDINARY
        yield from ((term, each.script_id, weight / share) for term, weight in weights[each.script_id].items())
        yield from ((term, each.script_id, 0.0) for term in sorted(facts(each.analysis or {})))


def facts(analysis: Mapping[str, Any]) -> set[str]:
    """`command:get-aduser`, `rule:...`, `module:...`, `touches:registry`, `attack:t1059`. What is not known is not there."""
    found: set[tuple[str, str | None]] = set()
    for command in analysis.get("command_details") or ():
        found |= {("command", command.get("command") or command.get("name")), ("module", command.get("module")), ("touches", command.get("touches"))}
    for issue in analysis.get("security_issues") or ():
        found.add(("rule", issue.get("rule")))
        for attack in issue.get("attack") or ():
            found |= {("attack", attack), ("attack", attack.partition(".")[0])}
    for violation in analysis.get("best_practice_violations") or ():
        found.add(("rule", violation.get("rule")))
    summary = analysis.get("execution_summary") or {}
    found |= {("touches", area) for area, told in AREAS.items() if any(summary.get(each) for each in told)}
    return {f"{name}:{value.lower()}" for name, value in found if isinstance(value, str) and len(value) <= LONGEST_NAME and "\0" not in value}
