"""Folding an expression: its text in, a typed value, an error or nothing out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pipeline.powershell.nodes import PipelineBaseAst
from pipeline.powershell.script import parse

from .convert import number_text
from .evaluate import Evaluator
from .flow import Exit, Leave, Return
from .outcome import Budget, PowerShellError, Unknown
from .statements import as_value, outputs
from .values import (
    NOTHING,
    Array,
    Number,
    code_points,
    numeric_type,
    type_name,
)

if TYPE_CHECKING:
    from .scope import Host, Scope

Pair: TypeAlias = "tuple[str, str | list[Pair] | None]"


def fold(expression: str, scope: Scope | None = None, host: Host | None = None, budget: Budget | None = None) -> object:
    """The value of an expression, as a pipeline hands it on: an array loses its type, one element stands alone.

    Raises Unknown, or PowerShellError where PowerShell itself would fail.
    """
    if len(expression) > _LONGEST:
        raise Unknown("an expression of more than a million characters")
    script = parse(expression)
    if script.errors:
        raise PowerShellError("ParseException", script.errors[0].id)
    body = script.root.end_block
    if body is None or script.root.begin_block or script.root.process_block or script.root.param_block:
        raise Unknown("what is no expression")
    if len(body.statements) != 1 or not isinstance(body.statements[0], PipelineBaseAst):
        raise Unknown("what is no single expression")
    try:
        evaluator = Evaluator(expression, scope, budget, host)
        evaluator.use(script.root)
        result = as_value(outputs(evaluator, body))
    except (Leave, Return, Exit):
        raise Unknown("an expression that leaves the script") from None
    return None if result is NOTHING else result


_LONGEST = 1_000_000
_MOST_ELEMENTS = 300_000


def described(value: object) -> Pair:
    """A value as its type and text, an array's as a list of such pairs.

    Raises Unknown for what no text describes.
    """
    if value is None:
        return "null", None
    if isinstance(value, Array):
        if len(value.items) > _MOST_ELEMENTS:
            raise Unknown("an answer of more than 300,000 elements")
        return "System.Object[]", [described(item) for item in value.items]
    name = type_name(value)
    kind = numeric_type(value)
    if kind == "Double":
        return name, number_text(value, kind)
    if isinstance(value, str):
        return name, code_points(value)
    if isinstance(value, Number | Decimal) or kind:
        return name, number_text(value, kind or "")
    raise Unknown(f"{name or 'a value'} as an answer")


