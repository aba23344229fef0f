"""`purpose` in a sentence: from help, from what a manifest or an opening comment says, else from names and behaviour."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from pipeline.analysis.context import Context
from pipeline.analysis.manifest import read_manifest
from pipeline.powershell.nodes import StringConstantExpressionAst

from .acts import CHANGES, DELETES, IN_WORDS, READS, SENDS, STARTS, STOPS, acts
from .command_words import purpose_of
from .dotnet import deeds
from .parameter_docs import meaning
from .subject import Subject, UnknownError, require_parsed

_DOES: Final = {READS: "looks at", CHANGES: "changes", DELETES: "deletes", STARTS: "starts", STOPS: "stops", SENDS: "sends"}
_WORDS: Final = IN_WORDS | {"network": "network settings", "system": "parts of the system"}
_PHRASES: Final = {
    ("network", READS): "asks the network", ("network", STARTS): "calls the network", ("network", SENDS): "sends data over the network",
    ("files", STARTS): "opens files", ("credentials", CHANGES): "handles credentials", ("credentials", READS): "asks for credentials",
    ("cloud", SENDS): "connects to a cloud", ("system", READS): "looks at the system", ("system", CHANGES): "changes the system",
}
_EMPTY_WORDS: Final = re.compile(
    r"(?:an? )?(?:short|brief|one.line|quick)?[ -]*(?:description|synopsis|summary)\b.{0,60}|to ?do\b.*|tbd\b.*|\W*", re.IGNORECASE,
)
"""What a template leaves in the help of a script that nobody described."""
_NO_PURPOSE: Final = re.compile(
    r"requires\b|region\b|!|copyright|\(c\)|©|licen[sc]e|spdx|all rights|permission is|the mit|author|version|created|modified|date\b"
    r"|file ?name|name:|usage|note|todo|fixme|https?:|[-\w ]{1,20}:", re.IGNORECASE,
)
"""How comments begin that say something else."""
_LEGAL: Final = re.compile(r"licen[sc]ed? |copyright|warranty|without limitation|\(c\) ?\d", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_CODE: Final = re.compile(r"[${}|=]|;\s*$|^\s*\[|\b[a-z]+-[a-z]+ -\w", re.IGNORECASE)
_SYNOPSIS: Final = re.compile(r"^[ \t]*\.synopsis[ \t]*\r?\n(?P<text>.+?)(?=^[ \t]*\.[a-z]+|\s*#>|\Z)", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_LEAST_WORDS: Final = 3


def purpose(subject: Subject) -> str:
    """What somebody said of the script in so many words, else what its functions and commands say."""
    return subject.context.shared(_purpose)


def _purpose(context: Context) -> str:
    for text in _told(context):
        said = " ".join(text.split())
        if said and not _EMPTY_WORDS.fullmatch(said):
            return _sentence(said)
    require_parsed(context)
    _, *functions = context.shared(meaning)["functions"]
    if len(functions) == 1 and ((functions[0]["help"] or {}).get("synopsis") or "").strip():
        return _sentence(functions[0]["help"]["synopsis"])
    if functions:
        return _sentence(f"Defines {_and([function['name'] for function in functions])}{_what_they_do(context)}")
    return _sentence(_behaviour(context))


def _told(context: Context) -> Iterator[str]:
    helped: dict[str, Any] = context.shared(meaning)["functions"][0]["help"] or {}
    yield helped.get("synopsis") or ""
    yield helped.get("description") or ""
    if context.suffix == ".psd1" and (manifest := read_manifest(context.script)) is not None:
        described = manifest.value("Description")
        yield described.value if isinstance(described, StringConstantExpressionAst) else ""
    yield from _opening_comments(context)


def _opening_comments(context: Context) -> Iterator[str]:
    """What stands before the first word of code: a synopsis where PowerShell does not look for one, else sentences, paragraph by paragraph."""
    for comment in _comments(context):
        if found := _SYNOPSIS.search(comment):
            yield found["text"]
            continue
        if _LEGAL.search(comment):
            continue
        paragraphs: list[list[str]] = [[]]
        for line in comment.splitlines():
            text = line.strip().lstrip("<#").rstrip("#>").strip(" \t*-=~_")
            if not text or _NO_PURPOSE.match(text) or _CODE.search(text):
                paragraphs.append([])
            elif not text.startswith("."):
                paragraphs[-1].append(text)
        yield from (text for each in paragraphs if len(_WORD.findall(text := " ".join(each))) >= _LEAST_WORDS)


def _comments(context: Context) -> Iterator[str]:
    """Each with the lines right below it that are comments, too."""
    found: list[str] = []
    ends = 0
    for token in context.tokens:
        if token.kind == "Comment":
            found.append(context.source(token))
            ends = 0
        elif token.kind == "NewLine":
            ends += 1
            if ends > 1 and found:
                yield "\n".join(found)
                found = []
        else:
            break
    if found:
        yield "\n".join(found)


def _what_they_do(context: Context) -> str:
    try:
        return f"; {_behaviour(context)}"
    except UnknownError:
        return ""


def _behaviour(context: Context) -> str:
    done = Counter((str(act.area), str(act.action)) for act in context.shared(deeds) if act.action and act.area and not act.quiet)
    if not done:
        names = Counter(act.name for act in context.shared(acts))
        said = [words for name, _ in names.most_common(3) if (words := purpose_of(name))]
        if not said:
            raise UnknownError("no_behaviour", "The script has no help, and none of its commands says what it is for.")
        return _and(said)
    phrases: list[str] = []
    verbs: dict[str, list[str]] = {}
    for (area, action), _ in done.most_common(6):
        if (area, action) in _PHRASES:
            phrases.append(_PHRASES[area, action])
        else:
            verbs.setdefault(area, []).append(_DOES[action])
    return _and([f"{_and(does)} {_WORDS.get(area, area)}" for area, does in verbs.items()] + phrases)


def _and(words: list[str]) -> str:
    shown = words[:5] + ([f"{len(words) - 5} more"] if len(words) > 5 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _sentence(text: str) -> str:
    first = re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(text.split()), maxsplit=1)[0][:300].rstrip()
    first = re.sub(r"([.!?])[.!?]+$", r"\1", first)
    return first[:1].upper() + first[1:] + ("" if first.endswith((".", "!", "?")) else ".")
