"""What a rule is: a file with metadata and one generator. `docs/rules-writing.md` shows how one is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from .context import Context
from .finding import ERROR, INFORMATION, WARNING, Edit, Extent, Hit, Spanning

__all__ = ["ERROR", "INFORMATION", "WARNING", "Chosen", "Context", "Edit", "Extent", "Hit", "LoadedRule", "Options", "Rule", "Spanning"]

Options: TypeAlias = Mapping[str, Any]
"""The options of a rule by name, spelled as in its `Rule`, each with a value of its default's type."""

Check: TypeAlias = Callable[[Context, Options], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """The metadata of a rule. Its name is its file's, its caption the first line of its file's docstring.

    `options` are the defaults; `enabled` says whether it runs without being asked for; `fixes`, whether it suggests corrections;
    `needs_neighbours`, that it reads files beside the script; `for_help_files`, that it looks at `about_*.help.txt` and at nothing else;
    `enabled_by` is an option that switches it on when it is given, beside `Enable`.
    """

    severity: str
    enabled: bool = True
    fixes: bool = False
    options: Options = field(default_factory=dict)
    needs_neighbours: bool = False
    for_help_files: bool = False
    enabled_by: str = ""


class LoadedRule(NamedTuple):
    """A rule with its name, its caption and its generator."""

    name: str
    caption: str
    metadata: Rule
    check: Check


class Chosen(NamedTuple):
    """A rule that is to run, with its options."""

    rule: LoadedRule
    options: Options
