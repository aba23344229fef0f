"""`purpose` in a sentence, and `proposed_category`: from help, names and behaviour."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any, Final

from .acts import CHANGES, DELETES, READS, SENDS, STARTS, STOPS, acts
from .command_details import purpose_of
from .parameter_docs import meaning
from .subject import Subject, UnknownError

_DOES: Final = {READS: "looks at", CHANGES: "changes", DELETES: "deletes", STARTS: "starts", STOPS: "stops", SENDS: "sends data over"}
_WORDS: Final = {
    "registry": "the registry", "processes": "programs", "network": "network connections", "cloud": "cloud resources", "system": "the system",
}
_LEAST: Final = 0.35
_CATEGORY: Final = tuple((name, re.compile(pattern)) for name, pattern in (
    ("Active Directory", r"-ad[a-z]|\bldap|organizationalunit|group policy|\bgpo\b|-gp[orl]"),
    ("Cloud Management", r"-az[a-z]|azure|-mg[a-z]|\baws\b|-ec2|-s3|msol|exchange online|sharepoint|gcloud"),
    ("Security & Compliance", r"certificate|credential|securestring|-acl\b|bitlocker|firewall|mppreference|audit|secret|password|permission"),
    ("Backup & Recovery", r"backup|restore|archive|snapshot|checkpoint|shadow|robocopy"),
    ("Network Management", r"-net[a-z]|-dns|test-connection|ipaddress|\broute|webrequest|restmethod|ping|port\b|wifi|vpn|smb"),
    ("Monitoring & Diagnostics", r"eventlog|winevent|get-counter|health|monitor|uptime|get-process|diagnos|performance|alert|inventory"),
    ("Automation & DevOps", r"deploy|build|pipeline|docker|\bgit\b|invoke-build|pester|configuration|scheduledtask|psake|release|\btest-"),
    ("Data Management", r"-csv|-json|-xml|-excel|sql|database|convertto|convertfrom|import-|export-|report"),
    ("System Administration", r"-service|-process|-computer|registry|itemproperty|windowsfeature|-ciminstance|wmi|-disk|-volume|localuser|-vm"),
))


def purpose(subject: Subject) -> str:
    """What the script's help says first; else what its name, functions and commands say."""
    script, *functions = subject.context.shared(meaning)["functions"]
    for text in ((script["help"] or {}).get("synopsis"), (script["help"] or {}).get("description")):
        if text and text.strip():
            return _sentence(text)
    subject.require_parsed()
    if len(functions) == 1 and (functions[0]["help"] or {}).get("synopsis"):
        return _sentence(functions[0]["help"]["synopsis"])
    if functions:
        return _sentence(f"Defines {_and([function['name'] for function in functions])}, and {_behaviour(subject)}")
    return _sentence(_behaviour(subject))


def _behaviour(subject: Subject) -> str:
    done = Counter((act.action, act.area) for act in subject.context.shared(acts) if act.action and act.area and not act.quiet)
    if not done:
        names = Counter(act.name for act in subject.context.shared(acts))
        said = [words for name, _ in names.most_common(3) if (words := purpose_of(name))]
        if not said:
            raise UnknownError("no_behaviour", "The script has no help, and none of its commands says what it is for.")
        return _and(said)
    phrases: dict[str, list[str]] = {}
    for (action, area), _ in done.most_common(6):
        phrases.setdefault(_DOES[str(action)], []).append(_WORDS.get(str(area), str(area)))
    return _and([f"{verb} {_and(areas)}" for verb, areas in phrases.items()])


def _and(words: list[str]) -> str:
    shown = words[:5] + ([f"{len(words) - 5} more"] if len(words) > 5 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _sentence(text: str) -> str:
    first = re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(text.split()), maxsplit=1)[0][:300].rstrip()
    return first[:1].upper() + first[1:] + ("" if first.endswith((".", "!", "?")) else ".")


def proposed_category(subject: Subject) -> dict[str, Any]:
    """The category whose words the script uses most, with the share of all such words as certainty."""
    context = subject.context
    script, *functions = context.shared(meaning)["functions"]
    helped = " ".join(text for text in ((script["help"] or {}).get("synopsis"), (script["help"] or {}).get("description")) if text)
    words = [act.name.lower() for act in context.shared(acts)] + [function["name"].lower() for function in functions]
    said = [context.path.stem.lower()] * 3 if context.path else []
    counts: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {}
    for text in [*words, *said, *re.split(r"(?<=[.!?])\s", helped.lower())]:
        for name, said_so in _speaks_for(text):
            counts[name] += 1
            reasons.setdefault(name, Counter())[said_so] += 1
    if not counts:
        raise UnknownError("no_behaviour", "Nothing in the script speaks for one of the categories.")
    (name, count), total = counts.most_common(1)[0], sum(counts.values())
    certainty = round(count / (total + 1), 2)
    if certainty < _LEAST:
        raise UnknownError("uncertain", f"The script speaks for several categories alike; {name} comes first with {certainty}.")
    return {"name": name, "certainty": certainty, "reasons": [reason for reason, _ in reasons[name].most_common(5)]}


@lru_cache(maxsize=10_000)
def _speaks_for(text: str) -> tuple[tuple[str, str], ...]:
    """The categories that a name or a sentence speaks for, each with the words that do: scripts use the same commands over and over."""
    found = ((name, pattern.search(text)) for name, pattern in _CATEGORY)
    return tuple((name, text if len(text) < 60 else match.group()) for name, match in found if match)
