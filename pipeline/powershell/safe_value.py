"""Values of data that may be read without running anything: what a `.psd1` file holds.

A table becomes a dict (keys as written), an array a list, a script block stays the node that it is. Whatever would have to be run, or
depends on the machine, is refused with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .nodes import (
    ArrayExpressionAst,
    ArrayLiteralAst,
    Ast,
    CommandExpressionAst,
    ConstantExpressionAst,
    ConvertExpressionAst,
    ExpandableStringExpressionAst,
    HashtableAst,
    IndexExpressionAst,
    NamedBlockAst,
    ParenExpressionAst,
    PipelineAst,
    ScriptBlockAst,
    ScriptBlockExpressionAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    SubExpressionAst,
    TernaryExpressionAst,
    TypeConstraintAst,
    UnaryExpressionAst,
    VariableExpressionAst,
)
from .script import Script
from .types import resolve

_DECIMAL = re.compile(r"[+-]?[0-9]{1,9}")
_CONSTANTS = {"true": True, "false": False, "null": None}


class UnsafeValueError(ValueError):
    """There is code where data belongs. `node` is what was refused."""

    def __init__(self, reason: str, node: Ast) -> None:
        super().__init__(reason)
        self.node = node


def safe_value(node: Ast) -> Any:
    """The value of an expression, a statement, or a script that is nothing but one; raises `UnsafeValueError`."""
    try:
        return _value(node)
    except RecursionError:
        raise UnsafeValueError("it is nested too deeply", node) from None


def is_safe(node: Ast) -> bool:
    """Whether `safe_value` has a value for it."""
    try:
        safe_value(node)
    except UnsafeValueError:
        return False
    return True


def read_data(script: Script) -> dict[Any, Any]:
    """The table that a `.psd1` file is; raises `UnsafeValueError` for anything else."""
    value = safe_value(script.root)
    if not isinstance(value, dict):
        raise UnsafeValueError("it is no table", script.root)
    return value


def _value(node: Ast) -> Any:
    read = _READERS.get(node.__class__)
    if read is None:
        raise UnsafeValueError(f"a {node.kind} would have to be run", node)
    return read(node)


def _script(node: ScriptBlockAst) -> Any:
    code = node.param_block or node.begin_block or node.process_block or node.dynamic_param_block or node.clean_block
    if code:
        raise UnsafeValueError("a script with parameters or blocks would have to be run", code)
    end = node.end_block
    if end and len(end.statements) == 1 and not end.traps:
        return _value(end.statements[0])  # a list stays one: the file is data, its value goes through no pipeline
    return _block(end) if end else None


def _block(node: NamedBlockAst | StatementBlockAst) -> Any:
    """As `$( )` hands its output on: nothing is null, one value stands alone."""
    values = _all(node)
    return values[0] if len(values) == 1 else values or None


def _all(node: NamedBlockAst | StatementBlockAst) -> list[Any]:
    if node.traps:
        raise UnsafeValueError("a trap would have to be run", node.traps[0])
    values: list[Any] = []
    for statement in node.statements:
        value = _value(statement)
        if isinstance(value, list):
            values += value
        elif value is not None:
            values.append(value)
    return values


def _pipeline(node: PipelineAst) -> Any:
    only = node.pipeline_elements[0]
    if len(node.pipeline_elements) > 1 or not isinstance(only, CommandExpressionAst) or only.redirections or node.background:
        raise UnsafeValueError("a command would have to be run", node)
    return _value(only.expression)


def _table(node: HashtableAst) -> dict[Any, Any]:
    table: dict[Any, Any] = {}
    seen = set()
    for key_node, value_node in node.key_value_pairs:
        key = _value(key_node)
        folded = key.lower() if isinstance(key, str) else key
        if isinstance(folded, (list, dict)) or folded is None or folded in seen:
            raise UnsafeValueError("a key is missing, no plain value, or there twice", key_node)
        seen.add(folded)
        table[key] = _value(value_node)
    return table


def _variable(node: VariableExpressionAst) -> Any:
    name = node.user_path.lower()
    if name not in _CONSTANTS or node.splatted:
        raise UnsafeValueError(f"the variable {node.user_path} is known only when it runs", node)
    return _CONSTANTS[name]


def _unary(node: UnaryExpressionAst) -> Any:
    value = _value(node.child)
    if node.token_kind in {"Not", "Exclaim"} and isinstance(value, bool):
        return not value
    if node.token_kind == "Comma":
        return [value]
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and node.token_kind in {"Minus", "Plus"}:
        return -value if node.token_kind == "Minus" else value
    raise UnsafeValueError("an operator would have to be run", node)


def _cast(node: ConvertExpressionAst) -> Any:
    kind = resolve(node.attribute.type_name) if isinstance(node.attribute, TypeConstraintAst) else None
    value = _value(node.child)
    conversion = _CASTS.get(kind or "")
    if conversion is None or not isinstance(value, (str, int)):
        raise UnsafeValueError("a cast would have to be run", node)
    return conversion(value, node)


def _to_string(value: str | int, node: Ast) -> str:  # noqa: ARG001 - every conversion is told its node
    return str(value)


def _to_integer(value: str | int, node: Ast) -> int:
    if isinstance(value, str) and not _DECIMAL.fullmatch(value):
        raise UnsafeValueError("a cast would have to be run", node)
    return int(value)


def _to_boolean(value: str | int, node: Ast) -> bool:  # noqa: ARG001
    return bool(value)



def _index(node: IndexExpressionAst) -> Any:
    target, index = _value(node.target), _value(node.index)
    if isinstance(target, dict) and isinstance(index, str):
        return next((value for key, value in target.items() if str(key).lower() == index.lower()), None)
    if isinstance(target, (list, str)) and isinstance(index, int) and not isinstance(index, bool):
        return target[index] if -len(target) <= index < len(target) else None
    raise UnsafeValueError("an index would have to be worked out", node)


def _expandable(node: ExpandableStringExpressionAst) -> Any:
    raise UnsafeValueError("a string with something to expand is known only when it runs", node)


def _ternary(node: TernaryExpressionAst) -> Any:
    condition, if_true, if_false = _value(node.condition), _value(node.if_true), _value(node.if_false)
    if not isinstance(condition, bool):
        raise UnsafeValueError("a condition would have to be worked out", node)
    return if_true if condition else if_false


_CASTS: dict[str, Callable[[str | int, Ast], Any]] = {
    "System.String": _to_string, "System.Int32": _to_integer, "System.Int64": _to_integer, "System.Boolean": _to_boolean,
}
_READERS: dict[type[Ast], Callable[[Any], Any]] = {
    ScriptBlockAst: _script,
    StatementBlockAst: _block,
    PipelineAst: _pipeline,
    ConstantExpressionAst: lambda node: node.value,
    StringConstantExpressionAst: lambda node: node.value,
    ExpandableStringExpressionAst: _expandable,
    VariableExpressionAst: _variable,
    HashtableAst: _table,
    ArrayLiteralAst: lambda node: [_value(element) for element in node.elements],
    ArrayExpressionAst: lambda node: _all(node.sub_expression),
    SubExpressionAst: lambda node: _value(node.sub_expression),
    ParenExpressionAst: lambda node: _value(node.pipeline),
    UnaryExpressionAst: _unary,
    ConvertExpressionAst: _cast,
    IndexExpressionAst: _index,
    TernaryExpressionAst: _ternary,
    ScriptBlockExpressionAst: lambda node: node,
}
