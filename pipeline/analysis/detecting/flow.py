"""Where values come from: the definitions of variables and functions, followed backwards without asking in which order they run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell.nodes import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.context import Context

_MOST_NODES: Final = 1500
"""Nodes that are looked at behind one value."""


def variable_name(node: ast.VariableExpressionAst) -> str:
    """The name in lower case; `env:x` keeps its drive."""
    name = node.user_path.lower()
    before, colon, after = name.partition(":")
    return name if not colon or before == "env" else after


def definitions(context: Context) -> dict[str, list[ast.Ast]]:
    """What each variable is ever given, by lower-case name; `x.member` for what members are given."""
    found: dict[str, list[ast.Ast]] = {}
    for assignment in context.nodes(ast.AssignmentStatementAst):
        for name in _targets(assignment.left):
            found.setdefault(name, []).append(assignment.right)
    for loop in context.nodes(ast.ForEachStatementAst):
        found.setdefault(variable_name(loop.variable), []).append(loop.condition)
    for parameter in context.nodes(ast.ParameterAst):
        if parameter.default_value is not None:
            found.setdefault(variable_name(parameter.name), []).append(parameter.default_value)
    return found


_FILLERS: Final = frozenset({"read", "copyto", "readasync", "copytoasync"})
"""Methods that put what they are asked of into their first argument."""
_FEEDERS: Final = frozenset({"add", "append", "appendline", "appendformat", "insert", "write", "writeline", "addrange", "addscript", "enqueue", "push"})


def additions(context: Context) -> dict[str, list[ast.Ast]]:
    """What is put into the things that variables hold: `$list.Add(...)`, and the types that they are declared with."""
    found: dict[str, list[ast.Ast]] = {}
    for assignment in context.nodes(ast.AssignmentStatementAst):
        if isinstance(assignment.left, ast.AttributedExpressionAst):
            for name in _targets(assignment.left):
                found.setdefault(name, []).append(assignment.left.attribute)
    for call in context.nodes(ast.InvokeMemberExpressionAst):
        target, member = call.expression, call.member
        if isinstance(target, ast.VariableExpressionAst) and isinstance(member, ast.StringConstantExpressionAst) and member.value.lower() in _FEEDERS:
            found.setdefault(variable_name(target), []).extend(call.arguments)
        if call.arguments and isinstance(call.arguments[0], ast.VariableExpressionAst) and isinstance(member, ast.StringConstantExpressionAst) and member.value.lower() in _FILLERS:
            found.setdefault(variable_name(call.arguments[0]), []).append(target)
    return found


def parameter_names(context: Context) -> frozenset[str]:
    """Variables that are parameters of the script or of a function: callers decide what they hold."""
    return frozenset(variable_name(parameter.name) for parameter in context.nodes(ast.ParameterAst))


def functions(context: Context) -> dict[str, ast.FunctionDefinitionAst]:
    """The functions of a script by lower-case name."""
    return {function.name.lower().rpartition(":")[2]: function for function in context.functions}


def origins(context: Context, roots: list[ast.Ast], stop: frozenset[str] = frozenset()) -> Iterator[ast.Ast]:
    """Every node in `roots`, in what their variables are given, and in the functions they call; nothing inside of commands in `stop`."""
    defined, added, bodies = context.shared(definitions), context.shared(additions), context.shared(functions)
    seen: set[str] = set()
    stack = list(reversed(roots))
    for _ in range(_MOST_NODES):
        if not stack:
            return
        node = stack.pop()
        yield node
        if isinstance(node, ast.VariableExpressionAst):
            name = variable_name(node)
            if name not in seen:
                seen.add(name)
                stack += defined.get(name, ())
                stack += added.get(name, ())
        elif isinstance(node, ast.CommandAst):
            called = (node.command_name() or "").lower()
            if called in stop:
                continue
            if called in bodies and "()" + called not in seen:
                seen.add("()" + called)
                stack.append(bodies[called].body)
        if node._fields:
            stack += reversed(children(node))


def _targets(left: ast.Ast) -> Iterator[str]:
    while isinstance(left, ast.AttributedExpressionAst):
        left = left.child
    if isinstance(left, ast.VariableExpressionAst):
        yield variable_name(left)
    elif isinstance(left, ast.ArrayLiteralAst):
        for element in left.elements:
            yield from _targets(element)
    elif isinstance(left, ast.MemberExpressionAst) and isinstance(left.expression, ast.VariableExpressionAst):
        if isinstance(left.member, ast.StringConstantExpressionAst):
            yield f"{variable_name(left.expression)}.{left.member.value.lower()}"
    elif isinstance(left, ast.IndexExpressionAst) and isinstance(left.target, ast.VariableExpressionAst):
        if isinstance(left.index, ast.StringConstantExpressionAst):
            yield f"{variable_name(left.target)}.{left.index.value.lower()}"
