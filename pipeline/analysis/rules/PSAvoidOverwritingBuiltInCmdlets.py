"""A function has the name of a command that PowerShell ships."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.tables import commands_on, platforms

RULE = Rule(WARNING, options={"PowerShellVersion": ()})

_DEFAULT = "core-6.1.0-windows"


def check(context: Context, options: Options) -> Iterator[Hit]:
    functions = context.functions
    if not functions:
        return
    for platform in options["PowerShellVersion"] or (_DEFAULT,):
        if platform.lower() not in platforms():
            context.note(f"PSAvoidOverwritingBuiltInCmdlets knows nothing of {platform!r}; known are {', '.join(platforms())}.")
            continue
        shipped = commands_on(platform.lower())
        for function in functions:
            if function.name.lower() in shipped:
                yield Hit(function, f"{function.name} is a command of PowerShell ({platform}): this function hides it from everybody.")
