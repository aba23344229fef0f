"""A resource of Desired State Configuration lacks one of Get, Set and Test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.dsc import FUNCTIONS, METHODS, classes_of, functions_of, methods_of, note_unknown, schema_of
from pipeline.analysis.rule import ERROR, Context, Hit, Options, Rule

RULE = Rule(ERROR)

_NAME: Final = "PSDSCStandardDSCFunctionsInResource"


def check(context: Context, options: Options) -> Iterator[Hit]:
    note_unknown(context, _NAME)
    if context.shared(schema_of):
        found = context.shared(functions_of)
        for name in FUNCTIONS:
            if name not in found:
                yield Hit(context.root, f"The resource has no function {name}: it cannot be used without.")
    for definition in context.shared(classes_of):
        methods = methods_of(definition)
        for name in METHODS:
            if name not in methods:
                yield Hit(definition, f"The resource {definition.name} has no method {name}(): it cannot be used without.")
