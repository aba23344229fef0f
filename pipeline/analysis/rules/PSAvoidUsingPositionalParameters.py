"""A command is given three or more arguments without saying which parameters they are for."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import INFORMATION, Context, Hit, Options, Rule
from pipeline.analysis.shipped import shipped, surplus
from pipeline.powershell.binding import is_splatted
from pipeline.powershell.nodes import CommandAst, FunctionMemberAst, PipelineAst
from pipeline.powershell.tables import alias

RULE = Rule(INFORMATION, options={"CommandAllowList": ()})

_TOLERATED = 2


def check(context: Context, options: Options) -> Iterator[Hit]:
    allowed = {name.lower() for name in options["CommandAllowList"]}
    for name, commands in context.commands_by_name.items():
        many = [command for command in commands if len(command.command_elements) > _TOLERATED + 1]
        if not many or name in allowed:
            continue
        info = shipped(name)
        if info is None and not alias(name) and name not in context.shared(_own):
            continue
        for command in many:
            if surplus(command, info) > _TOLERATED and not any(map(is_splatted, command.command_elements)) and not _is_piped_into(command):
                written = command.command_name() or name
                yield Hit(command, f"{written} takes three or more arguments by their position here; named parameters say what each is for.", written)


def _own(context: Context) -> frozenset[str]:
    """The functions of the script."""
    return frozenset(function.name.lower() for function in context.functions if not isinstance(function.parent, FunctionMemberAst))


def _is_piped_into(command: CommandAst) -> bool:
    pipeline = command.parent
    return isinstance(pipeline, PipelineAst) and pipeline.pipeline_elements[0] is not command
