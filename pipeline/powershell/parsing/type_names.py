"""Names of types: arrays, generics, assemblies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import ArrayTypeName, GenericTypeName, TypeName
from pipeline.powershell.tokens import Token

from . import recovery
from .reader import MAX_DEPTH, TYPE_NAME, Reader, TooDeepError

if TYPE_CHECKING:
    from pipeline.powershell.nodes import AnyTypeName


def type_name(r: Reader, *, assembly: bool) -> tuple[AnyTypeName, Token] | None:
    """A type's name and its first token; None when none stands here."""
    mode = r.set_mode(TYPE_NAME)
    token = r.peek()
    result = None
    if token.kind == "Identifier":
        r.ahead = None
        result = _finish(r, token, in_generic=False, assembly=assembly), token
    r.set_mode(mode)
    return result


def _plain(r: Reader, token: Token) -> TypeName:
    token.flags = "T"
    return TypeName(token.start, token.end, r.text[token.start:token.end])


def _finish(r: Reader, name: Token, *, in_generic: bool, assembly: bool) -> AnyTypeName:
    following = r.peek()
    if following.kind == "LBracket":
        r.ahead = None
        r.skip_newlines()
        inside = r.peek()
        if inside.kind in ("RBracket", "Comma"):
            return _with_assembly(r, _arrays(r, _plain(r, name)), in_generic=in_generic, assembly=assembly)
        if inside.kind in ("LBracket", "Identifier"):
            return _generic(r, name, in_generic=in_generic, assembly=assembly)
        if inside.kind != "EndOfInput":
            r.error("UnexpectedToken", inside.start, inside.end, r.text[inside.start:inside.end])
            recovery.sync(r, "RBracket", take=True)
        else:
            r.missing("MissingTypename", following.end)
        return _plain(r, name)
    return _with_assembly(r, _plain(r, name), in_generic=in_generic, assembly=assembly)


def _with_assembly(r: Reader, name: AnyTypeName, *, in_generic: bool, assembly: bool) -> AnyTypeName:
    comma = r.peek()
    if comma.kind != "Comma" or in_generic or not assembly:
        return name
    r.ahead = None
    spec = _assembly(r)
    if spec is None:
        r.missing("MissingAssemblyNameSpecification", comma.end)
        return name
    innermost = name
    while not isinstance(innermost, TypeName):
        innermost = innermost.element_type if isinstance(innermost, ArrayTypeName) else innermost.type_name
    innermost.assembly_name = spec
    return name


def _assembly(r: Reader) -> str | None:
    """`Name, Version=1.0.0.0, Culture=neutral`, with one blank behind commas and none around `=`."""
    spec = _assembly_part(r)
    if not spec:
        return None
    while r.text.startswith(",", r.pos, r.end):
        r.take("Comma", 1)
        spec += ", " + _assembly_part(r)
        if r.text.startswith("=", r.pos, r.end):
            r.take("Equals", 1)
            spec += "=" + _assembly_part(r)
    return spec


def _assembly_part(r: Reader) -> str:
    found = r.patterns.assembly_part(r.text, r.pos, r.end)
    assert found is not None  # noqa: S101 - the pattern matches the empty string
    r.tokens.append(Token("Identifier", found.start(1), found.end(1), found[1], "T"))
    r.pos = found.end()
    return str(found[1])


def _arrays(r: Reader, element: AnyTypeName) -> AnyTypeName:
    """Behind `[` of the first pair of brackets: ranks, and more pairs."""
    while True:
        rank = 1
        while r.peek().kind == "Comma":
            r.ahead = None
            rank += 1
            r.skip_newlines()
        closing = r.peek()
        end = element.end
        if closing.kind == "RBracket":
            r.ahead = None
            end = closing.end
        else:
            r.error("EndSquareBracketExpectedAtEndOfAttribute", r.before(closing), r.before(closing))
        element = ArrayTypeName(element.start, end, element, rank)
        if r.peek().kind != "LBracket":
            return element
        r.ahead = None


def _generic(r: Reader, name: Token, *, in_generic: bool, assembly: bool) -> AnyTypeName:
    """Behind `[` of the type arguments."""
    arguments, end = _type_arguments(r)
    result: AnyTypeName = GenericTypeName(name.start, end, _plain(r, name), arguments)
    if r.peek().kind == "LBracket":
        r.ahead = None
        result = _arrays(r, result)
    return _with_assembly(r, result, in_generic=in_generic, assembly=assembly)


def _type_arguments(r: Reader) -> tuple[list[AnyTypeName], int]:
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    arguments: list[AnyTypeName] = []
    end = r.pos
    while True:
        r.skip_newlines()
        argument = _type_argument(r)
        if argument is None:
            break
        arguments.append(argument)
        end = argument.end
        r.skip_newlines()
        if r.peek().kind != "Comma":
            break
        r.ahead = None
    closing = r.peek()
    if closing.kind == "RBracket":
        r.ahead = None
        end = closing.end
    else:
        r.error("EndSquareBracketExpectedAtEndOfAttribute", r.before(closing), r.before(closing))
    r.depth -= 1
    return arguments, end


def _type_argument(r: Reader) -> AnyTypeName | None:
    token = r.peek()
    if token.kind == "Identifier":
        r.ahead = None
        return _finish(r, token, in_generic=True, assembly=True)
    if token.kind != "LBracket":
        r.missing("MissingTypename", token.start)
        return None
    r.ahead = None
    r.skip_newlines()
    found = type_name(r, assembly=True)
    if found is None:
        r.missing("MissingTypename", token.end)
        return None
    r.skip_newlines()
    closing = r.peek()
    if closing.kind == "RBracket":
        r.ahead = None
    else:
        r.missing("EndSquareBracketExpectedAtEndOfType", r.before(closing))
    return found[0]


def method_type_arguments(r: Reader) -> list[AnyTypeName]:
    """`[int, string]` between a method's name and its bracket; nothing is taken when it turns out to be an index."""
    start = r.pos
    if not r.text.startswith("[", start, r.end):
        return []
    mode = r.set_mode(TYPE_NAME)
    r.next()
    r.skip_newlines()
    result: list[AnyTypeName] = []
    closed = False
    # Only plain names: `[[int]]` might as well be an index.
    if r.peek().kind == "Identifier":
        result, closed = _method_arguments(r)
    r.set_mode(mode)
    if closed and not r.text.startswith("(", r.pos, r.end):
        closed, result = False, []
        r.resync(start)
    elif not result:
        r.resync(start)
    return result


def _method_arguments(r: Reader) -> tuple[list[AnyTypeName], bool]:
    found: list[AnyTypeName] = []
    while True:
        r.skip_newlines()
        argument = _type_argument(r)
        if argument is None:
            break
        found.append(argument)
        r.skip_newlines()
        if r.peek().kind != "Comma":
            break
        r.ahead = None
    closing = r.peek()
    if closing.kind == "RBracket":
        r.ahead = None
        return found, True
    r.missing("EndSquareBracketExpectedAtEndOfType", r.before(closing))
    return found, False
