"""Scripts laid out as a preset or settings ask: the rules about layout, one after the other, each corrected until it is content."""

from __future__ import annotations

from typing import Final

from pipeline.powershell.script import Script, parse

from .context import Context
from .corrections import Judge, correct
from .engine import analyze
from .rule import Chosen
from .settings import Settings, choose

ORDER: Final = (
    "PSPlaceCloseBrace", "PSPlaceOpenBrace", "PSUseConsistentWhitespace", "PSUseConsistentIndentation", "PSAlignAssignmentStatement",
    "PSUseCorrectCasing", "PSAvoidUsingCmdletAliases", "PSAvoidUsingDoubleQuotesForConstantString", "PSAvoidSemicolonsAsLineTerminators",
    "PSAvoidExclaimOperator",
)
"""The rules that lay a script out, in the order in which they are applied: each finds the text as the one before has left it."""

PRESETS: Final = ("CodeFormatting", "CodeFormattingAllman", "CodeFormattingOTBS", "CodeFormattingStroustrup")


def format_text(text: str, settings: Settings) -> tuple[str, list[str]]:
    """The text laid out, and what a person should know. A rule of `ORDER` applies where the settings name it."""
    by_name = {chosen.rule.name: chosen for chosen in choose(settings)}
    notes: list[str] = []
    read = _Reader()
    for name in ORDER:
        if name in by_name:
            text, more = correct(text, _judge(read, by_name[name]), read=read)
            notes += more
    return text, notes


class _Reader:
    """Parses, and remembers the last two texts: most rules find nothing to change in what the rule before them has read."""

    def __init__(self) -> None:
        self._known: dict[str, Script] = {}

    def __call__(self, text: str) -> Script:
        script = self._known.get(text)
        if script is None:
            script = parse(text)
            self._known = dict([*list(self._known.items())[-1:], (text, script)])
        return script


def _judge(read: _Reader, chosen: Chosen) -> Judge:
    """The findings of one rule in a text."""
    return lambda text: analyze(Context(read(text)), [chosen]).findings
