"""A command for WMI is used that newer versions of PowerShell lack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING)

_INSTEAD: Final = {
    "get-wmiobject": "Get-CimInstance", "remove-wmiobject": "Remove-CimInstance", "invoke-wmimethod": "Invoke-CimMethod",
    "register-wmievent": "Register-CimIndicationEvent", "set-wmiinstance": "Set-CimInstance",
}


def check(context: Context, options: Options) -> Iterator[Hit]:
    if _may_run_on_version_2(context):
        return
    for name, instead in _INSTEAD.items():
        for command in context.commands_named(name):
            yield Hit(command, f"{command.command_name()} speaks an old protocol and is gone from PowerShell 6 on; {instead} does the same.")


def _may_run_on_version_2(context: Context) -> bool:
    """Version 2 has no other commands."""
    requirements = context.root.script_requirements
    version = requirements.required_ps_version if requirements else None
    return version is not None and version.partition(".")[0] in {"1", "2"}
