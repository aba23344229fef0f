"""A command is given three or more arguments without saying which parameters they are for."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import INFORMATION, Context, Hit, Options, Rule
from pipeline.analysis.shipped import shipped, surplus
from pipeline.powershell.binding import is_splatted
from pipeline.powershell.nodes import CommandAst, PipelineAst
from pipeline.powershell.tables import alias

RULE = Rule(INFORMATION, options={"CommandAllowList": ()})

_TOLERATED = 2


def check(context: Context, options: Options) -> Iterator[Hit]:
    allowed = {name.lower() for name in options["CommandAllowList"]}
    own = context.commands.functions
    for name, commands in context.commands_by_name.items():
        if name in allowed:
            continue
        many = [command for command in commands if len(command.command_elements) > _TOLERATED + 1]
        info = shipped(name) if many else None
        if info is None and name not in own and not alias(name):
            continue
        for command in many:
            if surplus(command, info) > _TOLERATED and not any(map(is_splatted, command.command_elements)) and not _is_piped_into(command):
                written = command.command_name() or name
                yield Hit(command, f"{written} takes three or more arguments by their position here; named parameters say what each is for.", written)


def _is_piped_into(command: CommandAst) -> bool:
    pipeline = command.parent
    return isinstance(pipeline, PipelineAst) and pipeline.pipeline_elements[0] is not command
