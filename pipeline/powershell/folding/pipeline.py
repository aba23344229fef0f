"""Pipelines: what each command does with what the one before it put out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell import nodes as ast
from pipeline.powershell.tables import alias

from . import commands, functions, statements
from .convert import to_text
from .outcome import LimitReached, Unknown
from .values import CustomObject, ScriptBlock

if TYPE_CHECKING:
    from .evaluate import Evaluator


def lone_expression(node: ast.PipelineAst) -> ast.ExpressionAst | None:
    """The expression of a pipeline that is nothing else."""
    if len(node.pipeline_elements) != 1 or node.background:
        return None
    only = node.pipeline_elements[0]
    return only.expression if isinstance(only, ast.CommandExpressionAst) and not only.redirections else None


def run(evaluator: Evaluator, node: ast.PipelineAst) -> list[object]:
    """What a pipeline puts out."""
    if node.background:
        raise Unknown("a job")
    piped: list[object] | None = None
    for element in node.pipeline_elements:
        piped = _element(evaluator, element, piped)
        evaluator.budget.allow_items(len(piped))
    return piped or []


def _element(evaluator: Evaluator, element: ast.CommandBaseAst, piped: list[object] | None) -> list[object]:
    if isinstance(element, ast.CommandExpressionAst):
        result = statements.enumerated(evaluator.evaluate(element.expression))
        return _redirected(element.redirections, result)
    if not isinstance(element, ast.CommandAst):
        raise Unknown(f"a {element.kind}")
    return _redirected(element.redirections, run_command(evaluator, element, piped))


def _redirected(redirections: list[ast.RedirectionAst], result: list[object]) -> list[object]:
    """Errors may go anywhere; the output may only go nowhere."""
    for redirection in redirections:
        if isinstance(redirection, ast.MergingRedirectionAst):
            continue
        if not isinstance(redirection, ast.FileRedirectionAst) or not _is_null(redirection.location):
            raise Unknown("a redirection into a file")
        if redirection.from_stream in ("Output", "All"):
            result = []
    return result


def _is_null(location: ast.ExpressionAst) -> bool:
    return isinstance(location, ast.VariableExpressionAst) and location.user_path.lower() == "null"


def run_command(evaluator: Evaluator, node: ast.CommandAst, piped: list[object] | None) -> list[object]:
    """What a command puts out."""
    name = command_value(evaluator, node)
    if isinstance(name, ScriptBlock):
        if node.invocation_operator == "Dot":
            given = functions.arguments_of(evaluator, node, {})
            return functions.run_body(evaluator, name.ast, name.text, given[1], piped)
        return functions.call_block_in_new_scope(evaluator, name, node, piped)
    found = evaluator.scope.function(name)
    if found is not None:
        return functions.call_function(evaluator, found, node, piped)
    handler = commands.HANDLERS.get(name)
    if handler is None:
        return evaluator.host.command(evaluator, name, node, piped)
    try:
        return handler(evaluator, node, piped)
    except LimitReached:
        raise
    except Unknown:
        return evaluator.host.command(evaluator, name, node, piped)


def command_value(evaluator: Evaluator, node: ast.CommandAst) -> ScriptBlock | str:
    """What a command calls: a script block, or a name in lower case with its aliases followed."""
    first = node.command_elements[0]
    value = evaluator.value(first)
    if isinstance(value, ScriptBlock):
        return value
    if isinstance(value, CustomObject):  # what Get-Command and Get-Alias give
        value = value.properties.get("Name")
    if not isinstance(value, str):
        raise Unknown("what a command calls")
    return command_name(evaluator, to_text(value))


def command_name(evaluator: Evaluator, written: str) -> str:
    """A name in lower case, without its module, with its aliases followed."""
    name = written.strip().lower()
    for _ in range(5):
        if evaluator.scope.function(name) is not None:
            return name
        target = evaluator.scope.aliases.get(name) or alias(name)
        if target is None:
            break
        name = target.lower()
    if name not in commands.HANDLERS and f"get-{name}" in commands.HANDLERS:
        return f"get-{name}"
    if "\\" in name and name.split("\\")[0].startswith(("microsoft.powershell", "psreadline")):
        name = name.split("\\")[1]
    return name
