"""A function changes something, by its name, and cannot be asked what it would do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.functions import name_of, supports_should_process
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING)

_VERBS: Final = ("restart-", "stop-", "new-", "set-", "update-", "reset-", "remove-", "start-")


def check(context: Context, options: Options) -> Iterator[Hit]:
    for function in context.functions:
        if function.name.lower().startswith(_VERBS) and not function.is_workflow and not supports_should_process(function):
            yield Hit(name_of(function), f"{function.name} changes something and supports neither -WhatIf nor -Confirm.")
