"""A function's name begins with a verb that PowerShell does not know."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.functions import name_of, without_scope
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.tables import approved_verbs

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for function in context.functions:
        verb, dash, _ = without_scope(function.name).partition("-")
        if dash and verb.lower() not in approved_verbs():
            yield Hit(name_of(function), f"{verb!r} is no approved verb; Get-Verb lists those that people look for.")
