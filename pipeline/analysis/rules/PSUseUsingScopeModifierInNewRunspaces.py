"""A variable is used where another runspace runs, which does not know it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.arguments import names_of
from pipeline.analysis.blocks import variables, within
from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule
from pipeline.powershell.nodes import (
    AssignmentStatementAst,
    CommandAst,
    CommandParameterAst,
    ScriptBlockExpressionAst,
    UsingExpressionAst,
    VariableExpressionAst,
)
from pipeline.powershell.tables import special_variables

RULE = Rule(WARNING, fixes=True)

_NAME = "PSUseUsingScopeModifierInNewRunspaces"
_JOBS = (*names_of("Start-Job"), *names_of("Start-ThreadJob"))
_LOOPS = names_of("ForEach-Object")
_REMOTE = names_of("Invoke-Command")
_RESOURCE = ("getscript", "testscript", "setscript")
"""What a `Script` resource of a configuration has: `GetScript = { }` reads as a command."""
_ALL = (*_JOBS, *_LOOPS, *_REMOTE, *_RESOURCE, "inlinescript")


def check(context: Context, options: Options) -> Iterator[Hit]:
    sessions: dict[str, set[str]] = {}
    end = 0
    for command in sorted(context.commands_named(*_ALL), key=lambda command: command.start):
        for element in command.command_elements:
            if isinstance(element, ScriptBlockExpressionAst) and element.start >= end:
                assigned = _known(command, element, sessions, context)
                if assigned is not None:
                    end = element.end
                    yield from _strangers(element, assigned, context)


def _known(command: CommandAst, block: ScriptBlockExpressionAst, sessions: dict[str, set[str]], context: Context) -> set[str] | None:
    """The variables that are known inside a block that runs elsewhere; None for a block that does not.

    What one block assigns in a session, a later one in the same session finds.
    """
    name = (command.command_name() or "").lower()
    if _runs_elsewhere(name, command, block, context):
        return set(_assigned(block, context))
    session = _session(command) if name in _REMOTE else None
    if session is None:
        return None
    known = sessions.setdefault(session.user_path.lower(), set())
    known.update(_assigned(block, context))
    return known


def _runs_elsewhere(name: str, command: CommandAst, block: ScriptBlockExpressionAst, context: Context) -> bool:
    elements = command.command_elements
    before = elements[elements.index(block) - 1]
    parameter = before.parameter_name.lower() if isinstance(before, CommandParameterAst) else ""
    if name in _JOBS:
        return not parameter.startswith("ini")
    if name in _LOOPS:
        return parameter.startswith("pa")
    if name in _REMOTE:
        return any(isinstance(element, CommandParameterAst) and element.parameter_name.lower().startswith("com") for element in elements)
    return name not in _RESOURCE or context.source(elements[1]) == "="


def _session(command: CommandAst) -> VariableExpressionAst | None:
    """The variable behind `-Session`."""
    elements = command.command_elements
    for at, element in enumerate(elements[:-1]):
        if isinstance(element, CommandParameterAst) and element.parameter_name.lower().startswith("session"):
            value = elements[at + 1]
            return value if isinstance(value, VariableExpressionAst) else None
    return None


def _assigned(block: ScriptBlockExpressionAst, context: Context) -> Iterator[str]:
    """What assignments in the block name, on either side: PSScriptAnalyzer does not tell the sides apart."""
    for assignment in within(context.shared(_assignments), block):
        for variable in within(context.shared(variables), assignment):
            yield variable.user_path.lower()


def _assignments(context: Context) -> list[AssignmentStatementAst]:
    return sorted(context.nodes(AssignmentStatementAst), key=lambda assignment: assignment.start)


def _strangers(block: ScriptBlockExpressionAst, known: set[str], context: Context) -> Iterator[Hit]:
    for variable in within(context.shared(variables), block):
        name = variable.user_path.lower()
        if name not in known and name not in special_variables() and not isinstance(variable.parent, UsingExpressionAst):
            edit = Edit(variable.start, variable.end, f"$using:{variable.user_path}", "Take the value along with $using:")
            message = f"${variable.user_path} does not exist where this block runs; $using:{variable.user_path} takes its value along."
            yield Hit(variable, message, _NAME, (edit,))
