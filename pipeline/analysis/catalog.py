"""Which rules there are: the files of the folder `rules`. A rule's module is imported when it is first asked for."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

from .rule import LoadedRule

RULES = Path(__file__).parent / "rules"


@cache
def rule_names() -> tuple[str, ...]:
    """All names, in order."""
    return tuple(sorted(path.stem for path in RULES.glob("PS*.py")))


@cache
def load_rule(name: str) -> LoadedRule:
    module = importlib.import_module(f"{__package__}.rules.{name}")
    return LoadedRule(name, (module.__doc__ or "").partition("\n")[0], module.RULE, module.check)


def load_rules() -> list[LoadedRule]:
    return [load_rule(name) for name in rule_names()]


def page(name: str) -> str:
    """The documentation of a rule, in Markdown."""
    return (RULES / f"{name}.md").read_text(encoding="utf-8")
