"""What expressions come to as text: whole where everything is known, else with a mark for each part that is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell.folding import Budget, Evaluator, Host, PowerShellError, Unknown
from pipeline.powershell.folding.expandable import parts
from pipeline.powershell.folding.flow import Exit, Leave, Return
from pipeline.powershell.folding.values import Array, code_points

from .flow import definitions, variable_name

if TYPE_CHECKING:
    from pipeline.analysis.context import Context

HOLE: Final = "\ufffc"
"""Stands for a part of a text that is not known."""

_DEPTH: Final = 10
_HOLES: Final = re.compile(r"\{(\d+)[^{}]*\}")
_NAMED: Final = {
    "profile": "%profile%", "home": "%userprofile%", "pshome": "%pshome%", "psscriptroot": "%psscriptroot%", "pscommandpath": "%psscriptroot%\\script.ps1",
    "pwd": "%pwd%", "shellid": "Microsoft.PowerShell",
}
_PROFILES: Final = frozenset({"allusersallhosts", "alluserscurrenthost", "currentuserallhosts", "currentusercurrenthost"})
_WORDS: Final = {"true": "True", "false": "False", "null": ""}
_FOLDERS: Final = {"startup": "%startup%", "commonstartup": "%startup%", "applicationdata": "%appdata%", "localapplicationdata": "%localappdata%"}


class _Variables(Host):
    """Gives a variable that is assigned one constant that constant."""

    desktop = True
    newline = "\r\n"

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def variable(self, name: str) -> object:
        """A variable of the script, or an automatic one."""
        if name in _NAMED:
            return _NAMED[name]
        return self._texts.constant(name)

    def environment(self, name: str) -> object:
        """`$env:temp` reads `%temp%`."""
        return f"%{name}%"


class Texts:
    """The texts of one script's expressions, each found out once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._host = _Variables(self)
        self._constants: dict[str, object] = {}
        self._pending: set[str] = set()
        self._shapes: dict[int, str] = {}
        self._depth = 0

    def value(self, node: ast.Ast) -> object:
        """The value of an expression; raises Unknown or PowerShellError."""
        try:
            return Evaluator(self._context.text, None, Budget(steps=4_000, size=200_000), self._host).value(node)
        except (Leave, Return, Exit):
            raise Unknown("what leaves the script") from None

    def constant(self, name: str) -> object:
        """The one constant that a variable is given; raises Unknown where there are several, or none."""
        if name not in self._constants:
            given = self._context.shared(definitions).get(name, [])
            if len(given) != 1 or name in self._pending or len(self._pending) > _DEPTH:
                raise Unknown(name)
            self._pending.add(name)
            try:
                self._constants[name] = self.value(_bare(given[0]))
            finally:
                self._pending.discard(name)
        return self._constants[name]

    def shape(self, node: ast.Ast | None) -> str:
        """The text of an expression, with HOLE for each part that is not known."""
        if node is None:
            return ""
        if isinstance(node, ast.StringConstantExpressionAst):
            return node.value
        key = id(node)
        if key not in self._shapes:
            if self._depth > _DEPTH:
                return HOLE
            self._shapes[key] = HOLE
            self._depth += 1
            try:
                self._shapes[key] = self._text(_bare(node))
            finally:
                self._depth -= 1
        return self._shapes[key]

    def _text(self, node: ast.Ast) -> str:
        handler = _SHAPES.get(node.__class__)
        if handler is None or node.__class__ in _FOLDED:
            try:
                return _as_text(self.value(node))
            except (Unknown, PowerShellError):
                pass
        return handler(self, node) if handler else HOLE

    # -- partly known ----------------------------------------------------------------------------------------------------------------

    def expandable(self, node: ast.ExpandableStringExpressionAst) -> str:
        try:
            pieces = parts(node, self._context.text)
        except Unknown:
            return HOLE
        return "".join(code_points(piece) if isinstance(piece, str) else self.shape(piece) for piece in pieces)

    def binary(self, node: ast.BinaryExpressionAst) -> str:
        if node.operator == "Plus":
            return self.shape(node.left) + self.shape(node.right)
        if node.operator == "Format":
            right = _bare(node.right)
            given = [self.shape(each) for each in (right.elements if isinstance(right, ast.ArrayLiteralAst) else [right])]
            return _HOLES.sub(lambda found: given[int(found[1])] if int(found[1]) < len(given) else HOLE, self.shape(node.left))
        try:
            return _as_text(self.value(node))
        except (Unknown, PowerShellError):
            return HOLE

    def variable(self, node: ast.VariableExpressionAst) -> str:
        """What a variable holds when it is only ever given one thing, and no caller may give another."""
        name = variable_name(node)
        if name.startswith("env:"):
            return f"%{name[4:]}%"
        given = self._context.shared(definitions).get(name, [])
        if name in _NAMED and not given:
            return _NAMED[name]
        if name in _WORDS:
            return _WORDS[name]
        return self.shape(given[0]) if len(given) == 1 else HOLE

    def member(self, node: ast.MemberExpressionAst) -> str:
        """A member that is given one thing: `$x.path = ...`."""
        if isinstance(node.expression, ast.VariableExpressionAst) and isinstance(node.member, ast.StringConstantExpressionAst):
            given = self._context.shared(definitions).get(f"{variable_name(node.expression)}.{node.member.value.lower()}", [])
            if len(given) == 1:
                return self.shape(given[0])
            # The texts that $PROFILE carries along are the other profiles.
            if variable_name(node.expression) == "profile" and node.member.value.lower() in _PROFILES:
                return _NAMED["profile"]
        return HOLE

    def call(self, node: ast.InvokeMemberExpressionAst) -> str:
        """Methods of .NET that put paths together."""
        name = node.member.value.lower() if isinstance(node.member, ast.StringConstantExpressionAst) else ""
        if name == "gettemppath":
            return "%temp%\\"
        if name in ("gettempfilename", "getrandomfilename"):
            return f"%temp%\\{HOLE}.tmp"
        if name == "getfolderpath" and node.arguments:
            folder = self.shape(node.arguments[0]).lower()
            return _FOLDERS.get(folder, f"%{folder}%")
        if name == "combine" and node.static:
            return "\\".join(self.shape(each) for each in node.arguments)
        if name in ("tostring", "trim", "tolower", "replace", "trimend", "expandenvironmentvariables") and not node.static:
            return self.shape(node.expression)
        if name == "expandenvironmentvariables" and node.arguments:
            return self.shape(node.arguments[0])
        return HOLE

    def command(self, node: ast.CommandAst) -> str:
        name = (node.command_name() or "").lower()
        values = [each for each in node.command_elements[1:] if not isinstance(each, ast.CommandParameterAst)]
        if name == "join-path":
            return "\\".join(self.shape(each) for each in values)
        if name in ("resolve-path", "convert-path", "get-item", "get-variable") and values:
            return self.shape(values[0])
        return HOLE

    def array(self, node: ast.ArrayLiteralAst) -> str:
        return " ".join(self.shape(each) for each in node.elements)

    def items(self, node: ast.ArrayExpressionAst | ast.SubExpressionAst) -> str:
        statements = node.sub_expression.statements
        return " ".join(self.shape(each) for each in statements) if len(statements) < 50 else HOLE


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return code_points(value)
    if isinstance(value, Array) and len(value.items) < 200:
        return " ".join(_as_text(item) for item in value.items)
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    raise Unknown("a value that is no text")


def _bare(node: ast.Ast) -> ast.Ast:
    """What stands inside of brackets, casts and pipelines of one element."""
    while True:
        if isinstance(node, ast.ParenExpressionAst):
            node = node.pipeline
        elif isinstance(node, ast.PipelineAst) and len(node.pipeline_elements) == 1:
            node = node.pipeline_elements[0]
        elif isinstance(node, ast.CommandExpressionAst):
            node = node.expression
        elif isinstance(node, ast.AssignmentStatementAst):
            node = node.right
        elif isinstance(node, ast.ConvertExpressionAst) and _is_textual(node):
            node = node.child
        else:
            return node


bare = _bare


def _is_textual(node: ast.ConvertExpressionAst) -> bool:
    name = node.attribute.type_name.name.lower() if isinstance(node.attribute, ast.TypeConstraintAst) else ""
    return name.removeprefix("system.") in ("string", "uri", "object", "io.fileinfo", "string[]")


_FOLDED: Final = frozenset({ast.InvokeMemberExpressionAst, ast.MemberExpressionAst, ast.SubExpressionAst})
"""Those that may come to a text as a whole although no part of them says so."""
_SHAPES: Final[dict[type[ast.Ast], Callable[[Texts, Any], str]]] = {
    ast.ExpandableStringExpressionAst: Texts.expandable, ast.BinaryExpressionAst: Texts.binary, ast.VariableExpressionAst: Texts.variable,
    ast.MemberExpressionAst: Texts.member, ast.InvokeMemberExpressionAst: Texts.call, ast.CommandAst: Texts.command,
    ast.ArrayLiteralAst: Texts.array, ast.ArrayExpressionAst: Texts.items, ast.SubExpressionAst: Texts.items,
}


def texts(context: Context) -> Texts:
    """To be asked for with `context.shared(texts)`."""
    return Texts(context)
