"""A command is called by an alias, or without the Get- that its name begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.finding import PARSE_ERROR
from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule
from pipeline.powershell.tables import alias, command

RULE = Rule(WARNING, fixes=True, options={"allowlist": ()})

_PROGRAMS: Final = frozenset({"date", "uptime"})
"""Programs that come before a noun without its `Get-`."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    allowed = {name.lower() for name in options["allowlist"]}
    for name, commands in context.commands_by_name.items():
        if name in allowed:
            continue
        if name == "process":
            for found in commands:
                yield Hit(
                    found.command_elements[0], "Something stands beside the process block, so that it is read as a command of that name.",
                    found.command_name() or name, severity=PARSE_ERROR, rule="InvalidSyntaxAroundProcessBlock",
                )
            continue
        target = alias(name)
        if target is None and (name in _PROGRAMS or command(f"Get-{name}") is None):
            continue
        for found in commands:
            written = found.command_name() or name
            meant = target or f"Get-{written}"
            means = f"is an alias of {meant}" if target else f"is found only because PowerShell tries {meant} in the end"
            element = found.command_elements[0]
            edit = Edit(element.start, element.end, meant, f"Write {meant}")
            yield Hit(element, f"'{written}' {means}; the full name is understood by everybody, on every system.", written, (edit,))
