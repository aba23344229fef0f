"""A variable that PowerShell sets by itself is assigned to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.conditions import first
from pipeline.analysis.rule import ERROR, WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import AssignmentStatementAst, ForEachStatementAst, ParameterAst, VariableExpressionAst

RULE = Rule(WARNING)

_READ_ONLY: Final = frozenset({
    "?", "true", "false", "host", "psculture", "error", "executioncontext", "home", "pid", "psedition", "pshome", "psuiculture",
    "psversiontable", "shellid",
})
_READ_ONLY_SINCE_6: Final = frozenset({"iscoreclr", "islinux", "ismacos", "iswindows"})
_WRITABLE: Final = frozenset({
    "_", "allnodes", "args", "consolefilename", "event", "eventargs", "eventsubscriber", "foreach", "input", "matches", "myinvocation",
    "nestedpromptlevel", "profile", "psboundparameters", "pscmdlet", "pscommandpath", "psdebugcontext", "psitem", "psscriptroot",
    "pssenderinfo", "pwd", "reporterrorshowexceptionclass", "reporterrorshowinnerexception", "reporterrorshowsource",
    "reporterrorshowstacktrace", "sender", "stacktrace", "this",
})


def check(context: Context, options: Options) -> Iterator[Hit]:
    for variable in _targets(context):
        name = variable.user_path
        lower = name.lower()
        if lower in _READ_ONLY:
            yield Hit(variable, f"PowerShell keeps ${name} to itself: writing to it is an error.", name, severity=ERROR)
        elif lower in _READ_ONLY_SINCE_6:
            yield Hit(variable, f"From PowerShell 6 on, ${name} cannot be written to.", name, severity=ERROR)
        elif lower in _WRITABLE:
            yield Hit(variable, f"PowerShell sets ${name} by itself: what is written to it may be lost or may confuse others.", name)


def _targets(context: Context) -> Iterator[VariableExpressionAst]:
    for assignment in context.nodes(AssignmentStatementAst):
        if isinstance(assignment.left, VariableExpressionAst):
            yield assignment.left
    for loop in context.nodes(ForEachStatementAst):
        yield loop.variable
    for parameter in context.nodes(ParameterAst):
        if not _is_hidden(parameter):
            yield parameter.name


def _is_hidden(parameter: ParameterAst) -> bool:
    """PSScriptAnalyzer looks at the first variable of a declaration, which may be the `$true` of an attribute before it."""
    return any(first(attribute, VariableExpressionAst) is not None for attribute in parameter.attributes)
