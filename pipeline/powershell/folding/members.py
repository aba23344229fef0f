"""Chains of `.member`, `.Method()`, `::Member` and `[index]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast

from . import objects
from .arrays import array_method, index, intrinsic, table_member, table_method
from .construct import construct
from .outcome import LimitReached, Unknown, fail
from .regex_methods import match_member
from .statics import STATIC_METHODS, call_static, static_property
from .strings import METHODS as STRING_METHODS
from .strings import char_method, number_method
from .values import (
    NOTHING,
    Array,
    Char,
    Encoding,
    Hashtable,
    List,
    Match,
    Method,
    ScriptBlock,
    Type,
    numeric_type,
    type_name,
)

if TYPE_CHECKING:
    from .evaluate import Evaluator


_OVERLOADS: Final = {
    "insert": "string Insert(int startIndex, string value)", "chars": "char Chars(int index) {get;}",
    "tochararray": "char[] ToCharArray(), char[] ToCharArray(int startIndex, int length)",
    "substring": "string Substring(int startIndex), string Substring(int startIndex, int length)",
}
"""What methods that never changed say of themselves: scripts cut letters out of it."""


def postfix(evaluator: Evaluator, node: ast.Ast) -> object:
    """A whole chain, from its root on; a long one is no recursion."""
    chain: list[ast.MemberExpressionAst | ast.IndexExpressionAst] = []
    root = node
    while isinstance(root, ast.MemberExpressionAst | ast.IndexExpressionAst):
        chain.append(root)
        root = root.target if isinstance(root, ast.IndexExpressionAst) else root.expression
    value = evaluator.value(root)
    for link in reversed(chain):
        evaluator.budget.spend()
        if link.null_conditional and value is None:
            return None
        value = _follow(evaluator, None if value is NOTHING else value, link)
    return value


def _follow(evaluator: Evaluator, value: object, link: ast.MemberExpressionAst | ast.IndexExpressionAst) -> object:
    if isinstance(link, ast.IndexExpressionAst):
        return evaluator.budget.made(index(value, evaluator.value(link.index), evaluator))
    name = _name(evaluator, link)
    if isinstance(link, ast.InvokeMemberExpressionAst):
        args = [evaluator.value(argument) for argument in link.arguments]
        evaluator.progress += 1
        result = _static(evaluator, value, name, args) if link.static else invoke(evaluator, value, name, args)
        return NOTHING if result is None else evaluator.budget.made(result)
    if link.static:
        return _static_member(value, name)
    return member(evaluator, value, name)


def _static_member(value: object, name: str) -> object:
    if not isinstance(value, Type):
        raise Unknown("a static member of a value")
    if (value.name, name) in STATIC_METHODS:
        return Method(value, name)
    return static_property(value.name, name)


def _name(evaluator: Evaluator, link: ast.MemberExpressionAst) -> str:
    """The name of a member, which may be computed."""
    if isinstance(link.member, ast.StringConstantExpressionAst):
        return link.member.value.lower()
    name = evaluator.value(link.member)
    if not isinstance(name, str):
        raise Unknown("a member without a name")
    return name.lower()


def _static(evaluator: Evaluator, value: object, name: str, args: list[object]) -> object:
    if not isinstance(value, Type):
        raise Unknown("a static method of a value")
    try:
        if name == "new" and (value.name, "new") not in STATIC_METHODS:
            return construct(evaluator, value.name, args)
        return call_static(evaluator, value.name, name, args)
    except LimitReached:
        raise
    except Unknown:
        return evaluator.host.method(evaluator, value, name, args)


def invoke(evaluator: Evaluator, target: object, name: str, args: list[object]) -> object:
    """`target.name(args)`."""
    if target is None:
        fail("You cannot call a method on a null-valued expression.")
    if isinstance(target, Method) and name == "invoke":
        if isinstance(target.target, Type):
            return _static(evaluator, target.target, target.name, args)
        return invoke(evaluator, target.target, target.name, args)
    if name in ("foreach", "where") and args:
        return intrinsic(evaluator, target, name, args)
    if isinstance(target, Array):
        return _invoke_array(evaluator, target, name, args)
    if isinstance(target, str):
        return _invoke_text(evaluator, target, name, args)
    if name == "gettype" and not args:
        return _type_of(target)
    if isinstance(target, Char):
        return char_method(target, name, args)
    if numeric_type(target):
        return number_method(target, name, args)
    if isinstance(target, Hashtable):
        return table_method(target, name, args)
    try:
        return objects.call(evaluator, target, name, args)
    except LimitReached:
        raise
    except Unknown:
        return evaluator.host.method(evaluator, target, name, args)


def _invoke_text(evaluator: Evaluator, text: str, name: str, args: list[object]) -> object:
    found = STRING_METHODS.get(name)
    if found is not None:
        method, least, most = found
        if not least <= len(args) <= most:
            fail(f'Cannot find an overload for "{name}" and the argument count: "{len(args)}".', "MethodException")
        try:
            return method(evaluator, text, args)
        except IndexError:
            raise Unknown(f"{name} with {len(args)} arguments") from None
    if name == "gettype" and not args:
        return Type("String")
    return evaluator.host.method(evaluator, text, name, args)


def _invoke_array(evaluator: Evaluator, target: Array, name: str, args: list[object]) -> object:
    """The array's own method, else that of every element."""
    result = array_method(evaluator, target, name, args)
    if result is not NotImplemented:
        return result
    if name == "gettype":
        return _type_of(target)
    evaluator.budget.spend(len(target.items))
    results = [evaluator.budget.made(invoke(evaluator, item, name, args)) for item in target.items]
    return results[0] if len(results) == 1 else Array([item for item in results if item is not None])


def _type_of(value: object) -> Type:
    if isinstance(value, List | Hashtable) or not type_name(value).startswith("System."):
        raise Unknown(f"the type of {type_name(value)}")
    return Type(type_name(value).removeprefix("System."))


def member(evaluator: Evaluator, target: object, name: str) -> object:
    """`target.name`."""
    if target is None:
        return None
    if isinstance(target, Hashtable):
        return table_member(target, name)
    if isinstance(target, Array):
        return _array_member(evaluator, target, name)
    if isinstance(target, str) and name in ("length", "count"):
        return len(target) if name == "length" else 1
    if isinstance(target, Match):
        return match_member(target, name)
    if name in ("count", "length") and (numeric_type(target) or isinstance(target, ScriptBlock)):
        return 1
    if isinstance(target, str) and name in STRING_METHODS:
        return Method(target, name, _OVERLOADS.get(name))
    if isinstance(target, Encoding) and name in ("getstring", "getbytes", "getchars"):
        return Method(target, name)
    if isinstance(target, str) or numeric_type(target):
        return evaluator.host.member(evaluator, target, name)
    try:
        return objects.member(evaluator, target, name)
    except LimitReached:
        raise
    except Unknown:
        return evaluator.host.member(evaluator, target, name)


def _array_member(evaluator: Evaluator, target: Array, name: str) -> object:
    if name in ("length", "count", "longlength"):
        return len(target.items)
    if name == "rank":
        return 1
    if name in ("issynchronized", "isfixedsize", "isreadonly", "syncroot"):
        raise Unknown(f"{name} of an array")
    evaluator.budget.spend(len(target.items))
    found: list[object] = []
    for item in target.items:
        value = member(evaluator, item, name)
        found += value.items if isinstance(value, Array) else [value]
    return found[0] if len(found) == 1 else Array(found) if found else None

