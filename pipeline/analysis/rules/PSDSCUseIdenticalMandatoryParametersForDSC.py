"""A key or required property of a resource's schema is no mandatory parameter of its functions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.analysis.dsc import functions_of, schema_of
from pipeline.analysis.functions import name_of
from pipeline.analysis.mof import MofProperty, read_mof
from pipeline.analysis.rule import ERROR, Context, Hit, Options, Rule
from pipeline.powershell.decoding import decode
from pipeline.powershell.parameters import parameters

RULE = Rule(ERROR, needs_neighbours=True)

_LARGEST: Final = 5_000_000


def check(context: Context, options: Options) -> Iterator[Hit]:
    schema = context.shared(schema_of)
    if schema is None:
        return
    needed = _needed(schema)
    for function in context.shared(functions_of).values():
        mandatory = {parameter.name.lower() for parameter in parameters(function) if parameter.mandatory}
        for name, qualifier in needed.items():
            if name.lower() not in mandatory:
                yield Hit(name_of(function), f"{name} is {qualifier} in the schema, so it must be a mandatory parameter of {function.name}.")


def _needed(schema: Path) -> dict[str, str]:
    """The key and required properties of the resource's own class: the one named like the file, else the one that is derived from another."""
    if schema.stat().st_size > _LARGEST:
        return {}
    classes = read_mof(decode(schema.read_bytes()).text)
    name = schema.name.partition(".")[0].lower()
    own = next((found for found in classes if found.name.lower() == name), None) or next((found for found in classes if found.base), None)
    return {declared.name: _qualifier(declared) for declared in (own.properties if own else ()) if declared.is_mandatory}


def _qualifier(declared: MofProperty) -> str:
    return "key" if "key" in declared.qualifiers else "required"
