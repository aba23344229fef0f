"""Where a script runs text, bytes or files that it has at hand: what is run, and from where it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.powershell import nodes as ast

from .calls import calls_among
from .scene import member_name
from .texts import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .scene import Scene

_SHELLS: Final = ("powershell", "pwsh")
_STARTERS: Final = frozenset({"rundll32", "regsvr32", "mshta", "cmd", "wscript", "cscript", "powershell", "pwsh", "msiexec", "import-module", "installutil", "expand-archive"})
_COMMAND: Final = ("command", "c", "encodedcommand", "e", "ec", "en", "enc")


class Execution(NamedTuple):
    """`how` names what runs it; `inputs` are the expressions that are run."""

    node: ast.Ast
    how: str
    inputs: list[ast.Ast]


def executions(scene: Scene) -> list[Execution]:
    """Text that is run as PowerShell; ask with `scene.shared(executions)`."""
    return [*_commands(scene), *_methods(scene)]


def _commands(scene: Scene) -> Iterator[Execution]:
    for call in scene.calls("invoke-expression"):
        given = call.given("command", position=0)
        yield Execution(call.node, "Invoke-Expression", [given] if given is not None else call.piped)
    for call in scene.calls(*_SHELLS):
        if call.piped:
            yield Execution(call.node, call.name, call.piped)
        elif call.node.command_elements[1:]:
            yield Execution(call.node, call.name, list(call.node.command_elements[1:]))
    for node in scene.context.nodes(ast.CommandAst):
        first = node.command_elements[0]
        if node.invocation_operator != "Unknown" and isinstance(bare(first), ast.InvokeMemberExpressionAst):
            inner = bare(first)
            assert isinstance(inner, ast.InvokeMemberExpressionAst)  # noqa: S101 - tells the type checker what the line above says
            if member_name(inner) in ("downloadstring", "getstringasync"):
                yield Execution(node, "the call operator", [first])


def _methods(scene: Scene) -> Iterator[Execution]:
    for node in scene.methods("create"):
        if scene.type_of(node) in ("scriptblock", "management.automation.scriptblock") and node.arguments:
            yield Execution(node, "[scriptblock]::Create", list(node.arguments))
    for node in scene.methods("invokescript", "newscriptblock", "addscript", "invokeexpression"):
        if node.arguments:
            yield Execution(node, f".{node.member.value}", list(node.arguments))  # type: ignore[attr-defined]


class Start(NamedTuple):
    """A file that is started; `path` is its text with holes."""

    node: ast.Ast
    path: str
    argument: ast.Ast


def starts(scene: Scene) -> list[Start]:
    """Files that are started, by whatever way; ask with `scene.shared(starts)`."""
    found: list[Start] = []
    for call in scene.calls("start-process", "invoke-item"):
        given = call.given("filepath", "path", "literalpath", position=0)
        if given is not None:
            found.append(Start(call.node, scene.text(given), given))
            listed = call.given("argumentlist", "args", position=1)
            if listed is not None:
                found.append(Start(call.node, scene.text(listed), listed))
    for node in scene.context.nodes(ast.CommandAst):
        first = node.command_elements[0]
        if node.invocation_operator != "Unknown" and not isinstance(first, ast.ScriptBlockExpressionAst):
            found.append(Start(node, scene.text(first), first))
        elif isinstance(first, ast.StringConstantExpressionAst) and "\\" in first.value:
            found.append(Start(node, first.value, first))
    for method in scene.methods("start", "run", "exec", "shellexecute", "loadfile", "loadfrom"):
        found += [Start(method, scene.text(each), each) for each in method.arguments[:2]]
    for call in calls_among(scene.context, _STARTERS):
        found += [Start(call.node, scene.text(each), each) for each in call.node.command_elements[1:] if not isinstance(each, ast.CommandParameterAst)]
    return found
