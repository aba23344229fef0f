"""`proposed_category`: the category whose words a script uses most, and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from pipeline.powershell.nodes import TypeExpressionAst

from .acts import acts
from .parameter_docs import meaning
from .purpose import purpose
from .subject import Subject, UnknownError

LEAST: Final = 0.35
"""Certainty from which on a category is proposed."""
_LONGEST_NAME: Final = 60
_NAME: Final = 3
"""What a script is called, and which modules it requires, say as much as so many commands."""
_SPEAKS: Final = {
    "Active Directory": r"-ad[a-z] \bldap organizational.?unit group.policy \bgpo\b -gp[orl] domain.accounts? directoryservices \bactivedirectory",
    "Cloud Management": r"-az[a-z] azure -mg[a-z] \baws\b -ec2 -s3 msol exchange.online sharepoint gcloud \bcloud\b",
    "Security & Compliance": (
        r"certificate credential securestring -acl\b bitlocker firewall mppreference audit secret password permission cryptography"
    ),
    "Backup & Recovery": r"backup restore archive snapshot checkpoint shadow robocopy",
    "Network Management": (
        r"-net[a-z] -dns test-connection ipaddress \broutes?\b webrequest restmethod \bping\b \bports?\b \bwi-?fi\b \bvpn \bsmb system\.net\."
        r" \bnetworks?\b"
    ),
    "Monitoring & Diagnostics": r"eventlog winevent get-counter health monitor uptime get-process diagnos performance \balerts?\b inventory",
    "Automation & DevOps": (
        r"deploy \bbuilds?\b \bpipeline docker \bgit\b invoke-build pester configuration scheduledtask psake release publish"
    ),
    "Data Management": r"-csv -json -xml -html -clixml -excel \bsql sqlclient database \breport",
    "System Administration": (
        r"-service -process\b -computer registry itemproperty windowsfeature -ciminstance wmi -disk \bdisks?\b -volume localuser localgroup -vm"
        r" win32_ workstation spooler \binstalled\b"
    ),
    "Utilities & Helpers": r"\bhelpers?\b \butilit \bclean.?up\b \btemp\b \bjoke\b \bclipboard",
}
_CATEGORY: Final = tuple((name, re.compile("|".join(words.split()))) for name, words in _SPEAKS.items())
_REQUIRED: Final = re.compile(r"(?im)^[ \t]*#requires[ \t].*-modules?[ \t]+(?P<modules>.+)$")
_WORD: Final = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+")


def proposed_category(subject: Subject) -> dict[str, Any]:
    """With the share of all words that speak for a category as certainty."""
    counts: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {}
    for text in _said(subject):
        for name, said_so in _speaks_for(text):
            counts[name] += 1
            reasons.setdefault(name, Counter())[said_so] += 1
    if not counts:
        raise UnknownError("no_behaviour", "Nothing in the script speaks for one of the categories.")
    (name, count), total = counts.most_common(1)[0], sum(counts.values())
    certainty = round(count / (total + 1), 2)
    if certainty < LEAST:
        raise UnknownError("uncertain", f"The script speaks for several categories alike; {name} comes first with {certainty}.")
    return {"name": name, "certainty": certainty, "reasons": [reason for reason, _ in reasons[name].most_common(5)]}


def _said(subject: Subject) -> Iterator[str]:
    """Names of commands, functions and types, the script's own name, and the sentences of its help or of its purpose."""
    context = subject.context
    script, *functions = context.shared(meaning)["functions"]
    yield from (act.name.lower() for act in context.shared(acts))
    yield from (f"{function['name'].lower()} {_words(function['name'])}" for function in functions)
    yield from (context.source(node).strip("[]").lower() for node in context.nodes(TypeExpressionAst))
    if "#requires" in context.lower_text:
        yield from (found["modules"].lower() for found in _REQUIRED.finditer(context.text) for _ in range(_NAME))
    if context.path:
        yield from [f"{context.path.stem.lower()} {_words(context.path.stem)}"] * _NAME
    helped = " ".join(text for text in ((script["help"] or {}).get("synopsis"), (script["help"] or {}).get("description")) if text)
    yield from re.split(r"(?<=[.!?])\s", (helped or _purpose(subject)).lower())


def _purpose(subject: Subject) -> str:
    try:
        return purpose(subject)
    except UnknownError:
        return ""


def _words(name: str) -> str:
    """`Find-SlowRoute` in words."""
    return " ".join(_WORD.findall(name)).lower()


@lru_cache(maxsize=10_000)
def _speaks_for(text: str) -> tuple[tuple[str, str], ...]:
    """The categories that a name or a sentence speaks for, each with the words that do: scripts use the same commands over and over."""
    first = text.partition(" ")[0]
    found = ((name, pattern.search(text)) for name, pattern in _CATEGORY)
    return tuple((name, first if "-" in first and len(text) < _LONGEST_NAME else match.group()) for name, match in found if match)
