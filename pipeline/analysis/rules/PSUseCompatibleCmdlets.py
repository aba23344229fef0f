"""A command is used that one of the platforms to be supported does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.tables import commands_on, platforms

RULE = Rule(WARNING, enabled=False, enabled_by="compatibility", options={"compatibility": ()})

_REFERENCE: Final = "desktop-5.1.14393.206-windows"
_OTHER_REFERENCE: Final = "core-6.1.0-windows"


def check(context: Context, options: Options) -> Iterator[Hit]:
    wanted = [platform for name in options["compatibility"] if (platform := _platform(name, context))]
    for name, commands in context.commands_by_name.items():
        without = [platform for platform in wanted if name not in commands_on(platform)]
        if not without or name not in commands_on(_reference(wanted)):
            continue
        for command in commands:
            yield Hit(command.command_elements[0], f"{command.command_name()} does not exist on {' and '.join(without)}.")


def _platform(name: str, context: Context) -> str | None:
    """The platform by its proper name; one that is not known is noted."""
    found = next((platform for platform in platforms() if platform.lower() == name.lower()), None)
    if found is None:
        context.note(f"PSUseCompatibleCmdlets knows no platform {name}; it knows {', '.join(platforms())}.")
    return found


def _reference(wanted: Sequence[str]) -> str:
    """Where a command must exist to be one that can be missing elsewhere."""
    return _OTHER_REFERENCE if list(wanted) == [_REFERENCE] else _REFERENCE
