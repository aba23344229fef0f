"""`performance_insights`: what costs more time or memory than it needs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from pipeline.analysis.context import Context
from pipeline.powershell.nodes import (
    ArrayExpressionAst,
    ArrayLiteralAst,
    AssignmentStatementAst,
    Ast,
    CommandAst,
    CommandExpressionAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ExpandableStringExpressionAst,
    ForEachStatementAst,
    ForStatementAst,
    PipelineAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
    WhileStatementAst,
)
from pipeline.powershell.walk import ancestors

from .acts import Act, acts
from .subject import Subject

_LOOPS: Final = (ForEachStatementAst, ForStatementAst, WhileStatementAst, DoWhileStatementAst, DoUntilStatementAst)
_PER_ITEM: Final = frozenset({"foreach-object", "where-object"})
_ASKS_A_SERVER: Final = re.compile(r"get-(?:ad\w+|ciminstance|wmiobject|mg\w+|az\w+|msol\w+|winevent|eventlog|mailbox\w*|vm\w*)", re.IGNORECASE)
_BY_NAME: Final = re.compile(r"\b(?:name|basename|extension)\b", re.IGNORECASE)
MOST: Final = 200


def performance_insights(subject: Subject) -> list[dict[str, Any]]:
    """Each with its place, what it costs and what would be cheaper."""
    subject.require_parsed()
    return subject.context.shared(_insights)


def _insights(context: Context) -> list[dict[str, Any]]:
    found = [*_growing(context), *_asking(context), *_late_filters(context), *_discarding(context)]
    return sorted(found, key=lambda row: (row["line"], row["column"]))[:MOST]


def _row(context: Context, node: Ast, code: str, message: str, suggestion: str) -> dict[str, Any]:
    line, column = context.script.position(node.start)
    return {"code": code, "line": line, "column": column, "message": message, "suggestion": suggestion}


def _loop_around(node: Ast) -> Ast | None:
    """The loop, or the script block that a pipeline runs for each item, that a node stands in."""
    for outer in ancestors(node):
        if isinstance(outer, _LOOPS):
            condition = getattr(outer, "condition", None)
            if condition is None or not condition.start <= node.start < condition.end:
                return outer
        elif isinstance(outer, CommandAst) and (outer.command_name() or "").lower() in (*_PER_ITEM, "%", "foreach"):
            return outer
        elif outer.kind in ("FunctionDefinition", "TypeDefinition"):
            return None
    return None


def _growing(context: Context) -> Iterator[dict[str, Any]]:
    """`+=` on arrays and texts in a loop copies everything each time."""
    kinds = _kinds(context)
    for node in context.nodes(AssignmentStatementAst):
        if node.operator != "PlusEquals" or not isinstance(node.left, VariableExpressionAst) or _loop_around(node) is None:
            continue
        kind = kinds.get(context.source(node.left).lower())
        if kind == "array":
            yield _row(
                context, node, "array_grows_in_loop", f"{context.source(node.left)} is copied whole each time an element is added to it.",
                "Let the loop put its results out and assign the whole loop, or add to a [System.Collections.Generic.List[object]].",
            )
        elif kind == "string":
            yield _row(
                context, node, "string_grows_in_loop", f"{context.source(node.left)} is copied whole each time text is added to it.",
                "Collect the pieces and join them once with -join, or use [System.Text.StringBuilder].",
            )


def _kinds(context: Context) -> dict[str, str]:
    """What variables are set to somewhere in the script: by name in lower case, `array` or `string`."""
    found: dict[str, str] = {}
    for node in context.nodes(AssignmentStatementAst):
        if node.operator != "Equals":
            continue
        value = node.right.expression if isinstance(node.right, CommandExpressionAst) else None
        if isinstance(value, ArrayExpressionAst | ArrayLiteralAst):
            found[context.source(node.left).lower()] = "array"
        elif isinstance(value, StringConstantExpressionAst | ExpandableStringExpressionAst):
            found[context.source(node.left).lower()] = "string"
    return found


def _asking(context: Context) -> Iterator[dict[str, Any]]:
    """A question to a server for every item."""
    for act in context.shared(acts):
        if _ASKS_A_SERVER.fullmatch(act.name) and not _asks_another(act) and _loop_around(act.node) is not None:
            yield _row(
                context, act.node, "query_in_loop", f"{act.name} asks its source once for every turn of the loop.",
                "Ask once before the loop and look results up in a hashtable.",
            )


def _asks_another(act: Act) -> bool:
    """A loop over computers asks each of them once."""
    return act.binding is not None and any(name in act.binding.bound for name in ("ComputerName", "CimSession", "Server"))


def _late_filters(context: Context) -> Iterator[dict[str, Any]]:
    """`Where-Object` right behind a command that can filter at the source."""
    if not any(act.name.lower() == "where-object" for act in context.shared(acts)):
        return
    by_start: dict[int, Act] = {act.node.start: act for act in context.shared(acts)}
    for pipeline in context.nodes(PipelineAst):
        elements = pipeline.pipeline_elements
        for source, filter_ in pairwise(elements):
            first, second = by_start.get(source.start), by_start.get(filter_.start)
            if first is None or second is None or second.name.lower() != "where-object" or first.binding is None:
                continue
            has_filter = "Filter" in first.binding.command.parameters and "Filter" not in first.binding.bound
            if has_filter and _can_filter(first, context.source(filter_)):
                yield _row(
                    context, filter_, "filter_at_source", f"{first.name} hands everything over, and Where-Object throws most of it away.",
                    f"Let {first.name} filter: it has a -Filter.",
                )


def _can_filter(act: Act, condition: str) -> bool:
    """Files can be filtered by their names alone; values of keys not at all."""
    if act.area not in ("files", "registry"):
        return True
    return act.name.lower() in ("get-childitem", "get-item") and bool(_BY_NAME.search(condition))


def _discarding(context: Context) -> Iterator[dict[str, Any]]:
    """A pipeline into Out-Null inside a loop."""
    for act in context.shared(acts):
        if act.name.lower() == "out-null" and _loop_around(act.node) is not None:
            yield _row(
                context, act.node, "out_null_in_loop", "A pipeline is built for every turn of the loop, only to throw its output away.",
                "Assign to $null, or cast to [void].",
            )
