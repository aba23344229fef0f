"""Functions and script blocks: their parameters are bound, their bodies run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast

from . import statements
from .convert import to_text
from .flow import Return
from .outcome import DEPTH, LimitReached, Unknown
from .scope import Scope
from .values import NOTHING, Array, Hashtable, ScriptBlock
from .variables import read

if TYPE_CHECKING:
    from .evaluate import Evaluator
_MOST_CALLS: Final = 10
"""Calls of a function within itself: where conditions are not known both ways are gone, and every call doubles the work."""


_COMMON: Final = {
    **dict.fromkeys(("verbose", "vb", "debug", "db", "confirm", "cf", "whatif", "wi"), False),
    **dict.fromkeys((
        "erroraction", "ea", "warningaction", "wa", "informationaction", "infa", "errorvariable", "ev", "outvariable", "ov", "outbuffer", "ob",
        "warningvariable", "wv", "informationvariable", "iv", "pipelinevariable", "pv",
    ), True),
}
"""What every cmdlet takes and no value depends on, by whether an argument follows."""


def run_body(evaluator: Evaluator, body: ast.ScriptBlockAst, text: str, arguments: list[object], piped: list[object] | None = None) -> list[object]:
    """Run a script block in the current scope; what it puts out."""
    if body.dynamic_param_block or body.clean_block:
        raise Unknown("a block with dynamic parameters")
    budget = evaluator.budget
    budget.depth += 4
    kept, evaluator.text = evaluator.text, text
    try:
        if budget.depth > DEPTH:
            raise LimitReached("depth")
        if body.param_block is not None:
            bind(evaluator, body.param_block.parameters, arguments, {})
        return _blocks(evaluator, body, piped)
    finally:
        evaluator.text = kept
        budget.depth -= 4


def _blocks(evaluator: Evaluator, body: ast.ScriptBlockAst, piped: list[object] | None) -> list[object]:
    out: list[object] = []
    try:
        if body.begin_block is not None:
            statements.run_block(evaluator, body.begin_block, out)
        if body.process_block is not None:
            for item in [None] if piped is None else piped:
                evaluator.scope.set("_", item)
                statements.run_block(evaluator, body.process_block, out)
        if body.end_block is not None:
            statements.run_block(evaluator, body.end_block, out)
    except Return:
        pass
    return out


def call_function(
    evaluator: Evaluator, found: tuple[ast.FunctionDefinitionAst, str], node: ast.CommandAst, piped: list[object] | None,
) -> list[object]:
    """Call a function of the script with the arguments of a command."""
    function, text = found
    declared = function.parameters if function.parameters is not None else _parameters(function.body)
    given = arguments_of(evaluator, node, _switches(declared))
    return in_new_scope(evaluator, function.body, text, declared, given, piped, is_filter=function.is_filter)


def in_new_scope(
    evaluator: Evaluator, body: ast.ScriptBlockAst, text: str, declared: list[ast.ParameterAst],
    given: tuple[dict[str, object], list[object]], piped: list[object] | None, *, is_filter: bool = False,
) -> list[object]:
    """Run a body in a scope of its own."""
    outer = evaluator.scope
    evaluator.scope = Scope(outer)
    kept, evaluator.text = evaluator.text, text
    budget = evaluator.budget
    budget.depth += 6
    evaluator.calls[id(body)] = evaluator.calls.get(id(body), 0) + 1
    try:
        if budget.depth > DEPTH:
            raise LimitReached("depth")
        if evaluator.calls[id(body)] > _MOST_CALLS:
            raise Unknown("a function that calls itself too often")
        rest = bind(evaluator, declared, given[1], given[0])
        evaluator.scope.set("args", Array(rest))
        evaluator.scope.set("input", Array(piped or []))
        if is_filter and body.end_block is not None:
            return _filter(evaluator, body.end_block, piped)
        return _blocks(evaluator, body, piped)
    finally:
        budget.depth -= 6
        evaluator.calls[id(body)] -= 1
        evaluator.scope = outer
        evaluator.text = kept


def _filter(evaluator: Evaluator, block: ast.NamedBlockAst, piped: list[object] | None) -> list[object]:
    out: list[object] = []
    for item in [None] if piped is None else piped:
        evaluator.scope.set("_", item)
        try:
            statements.run_block(evaluator, block, out)
        except Return:
            continue
    return out


def _parameters(body: ast.ScriptBlockAst) -> list[ast.ParameterAst]:
    return body.param_block.parameters if body.param_block else []


def _switches(declared: list[ast.ParameterAst]) -> dict[str, bool]:
    """The parameters by their names in lower case, and which of them are switches."""
    return {parameter.name.user_path.lower(): _is_switch(parameter) for parameter in declared}


def _is_switch(parameter: ast.ParameterAst) -> bool:
    return any(isinstance(each, ast.TypeConstraintAst) and each.type_name.name.lower() == "switch" for each in parameter.attributes)


def arguments_of(evaluator: Evaluator, node: ast.CommandAst, switches: dict[str, bool]) -> tuple[dict[str, object], list[object]]:
    """Named and positional arguments of a command; `switches` are the parameters there are, by whether they are switches."""
    named: dict[str, object] = {}
    positional: list[object] = []
    elements = iter(node.command_elements[1:])
    for element in elements:
        if not isinstance(element, ast.CommandParameterAst):
            if isinstance(element, ast.VariableExpressionAst) and element.splatted:
                _splat(evaluator, element, switches, named, positional)
            else:
                positional.append(evaluator.value(element))
            continue
        name = _full_name(element.parameter_name.lower(), switches)
        if name in _COMMON and name not in switches:
            if _COMMON[name] and element.argument is None:
                next(elements, None)
            continue
        if element.argument is not None:
            named[name] = evaluator.value(element.argument)
        elif switches[name]:
            named[name] = True
        else:
            following = next(elements, None)
            if following is None or isinstance(following, ast.CommandParameterAst):
                raise Unknown("a parameter without its argument")
            named[name] = evaluator.value(following)
    return named, positional


def _full_name(written: str, known: dict[str, bool]) -> str:
    if written in known or written in _COMMON:
        return written
    fitting = [name for name in known if name.startswith(written)]
    if len(fitting) != 1:
        raise Unknown(f"the parameter -{written}")
    return fitting[0]


def _splat(
    evaluator: Evaluator, element: ast.VariableExpressionAst, switches: dict[str, bool], named: dict[str, object], positional: list[object],
) -> None:
    """`@name`: a table names its arguments, an array does not."""
    value = read(evaluator, element.user_path)
    if isinstance(value, Hashtable):
        for key, each in value.entries.values():
            named[_full_name(to_text(key).lower(), switches)] = each
    else:
        positional += value.items if isinstance(value, Array) else [value]


def bind(evaluator: Evaluator, declared: list[ast.ParameterAst], positional: list[object], named: dict[str, object]) -> list[object]:
    """Set the variables of parameters in the current scope; what is left of the positional arguments."""
    rest = list(positional)
    for parameter in declared:
        name = parameter.name.user_path.lower()
        if name in named:
            value = named[name]
        elif _is_switch(parameter):
            value = False
        elif rest:
            value = rest.pop(0)
        elif parameter.default_value is not None:
            value = evaluator.value(parameter.default_value)
        else:
            value = None
        evaluator.scope.set(name, _constrained(evaluator, parameter, value))
    return rest


def _constrained(evaluator: Evaluator, parameter: ast.ParameterAst, value: object) -> object:
    for attribute in parameter.attributes:
        if isinstance(attribute, ast.TypeConstraintAst):
            name = evaluator.resolve(attribute.type_name)
            value = evaluator.cast("" if value is None and name == "String" else value, name)
    return None if value is NOTHING else value


def call_block_in_new_scope(evaluator: Evaluator, block: ScriptBlock, node: ast.CommandAst, piped: list[object] | None) -> list[object]:
    """`& { ... } arguments`."""
    declared = _parameters(block.ast)
    return in_new_scope(evaluator, block.ast, block.text, declared, arguments_of(evaluator, node, _switches(declared)), piped)
