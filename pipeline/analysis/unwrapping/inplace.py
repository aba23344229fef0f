"""Words that a script puts together where they stand: `&('Get-'+'Item')`, `."Down`load"`, `("{1}{0}" -f 'b','a')`.

They are put together in a copy of the text. Ordinary scripts join texts too; what breaks a word in the middle gives obfuscation away.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell.folding import Budget, Evaluator, PowerShellError, Unknown
from pipeline.powershell.folding.values import code_points
from pipeline.powershell.walk import walk

from .host import WindowsValues

if TYPE_CHECKING:
    from pipeline.powershell.script import Script

    from .state import State

_NAME: Final = re.compile(r"[A-Za-z_][\w-]*(?:\.exe)?")
_MEMBER: Final = re.compile(r"[A-Za-z_]\w*")
_TYPE: Final = re.compile(r"[A-Za-z][\w.]*")
_SIMPLE_HOLES: Final = re.compile(r"(?:\{\d+\})+")
_PIECES: Final = (ast.StringConstantExpressionAst, ast.BinaryExpressionAst)
_MOST: Final = 3_000
"""Expressions of one text that are looked at."""
_LONGEST: Final = 2_000
_STEPS: Final = 200_000


class _Copy:
    """The copy of one text under way."""

    def __init__(self, script: Script, state: State) -> None:
        self.script = script
        self.evaluator = Evaluator(script.text, None, Budget(min(_STEPS, state.budget.steps), _LONGEST * 50), WindowsValues())
        self.changes: dict[int, tuple[int, str]] = {}
        self.broken = 0

    def text_of(self, node: ast.Ast) -> str | None:
        """The text that a constant expression comes to."""
        try:
            value = self.evaluator.value(node)
        except (Unknown, PowerShellError):
            return None
        return code_points(value) if isinstance(value, str) and len(value) <= _LONGEST else None

    def change(self, start: int, end: int, text: str, broken: int) -> None:
        self.changes[start] = (end, text)
        self.broken += broken

    def finished(self) -> str:
        """The text with all changes made; one that lies within another is part of it."""
        parts: list[str] = []
        at = 0
        for start, (end, text) in sorted(self.changes.items()):
            if start >= at:
                parts += (self.script.text[at:start], text)
                at = end
        return "".join([*parts, self.script.text[at:]])


def put_together(script: Script, state: State) -> str | None:
    """The text with its words put together; None where no word is broken."""
    copy = _Copy(script, state)
    nodes = script.nodes
    for node in nodes.get(ast.CommandAst, ())[:_MOST]:
        if isinstance(node, ast.CommandAst):
            _command_name(copy, node)
    for cls in (ast.InvokeMemberExpressionAst, ast.MemberExpressionAst):
        for node in nodes.get(cls, ())[:_MOST]:
            _member_name(copy, node)  # type: ignore[arg-type]
    for node in nodes.get(ast.BinaryExpressionAst, ())[:_MOST]:
        if not isinstance(node.parent, ast.BinaryExpressionAst):
            _expression(copy, node)
    return copy.finished() if copy.broken else None


def _command_name(copy: _Copy, node: ast.CommandAst) -> None:
    """`&('i'+'ex')`: a name that is computed from constants alone."""
    first = node.command_elements[0]
    if isinstance(first, ast.StringConstantExpressionAst | ast.VariableExpressionAst | ast.ScriptBlockExpressionAst):
        return
    name = copy.text_of(first) if _is_constant(first) else None
    if name and _NAME.fullmatch(name):
        follows = copy.script.text[first.end:first.end + 1]
        copy.change(node.start, first.end, name if not follows or follows in " \t\r\n;|)}" else f"{name} ", 1)


def _member_name(copy: _Copy, node: ast.MemberExpressionAst) -> None:
    member = node.member
    if isinstance(member, ast.StringConstantExpressionAst):
        if member.string_constant_type != "BareWord" and _MEMBER.fullmatch(member.value):
            copy.change(member.start, member.end, member.value, int(member.end - member.start > len(member.value) + 2))
        return
    if isinstance(member, ast.ParenExpressionAst | ast.SubExpressionAst) and _is_constant(member):
        name = copy.text_of(member)
        if name and _MEMBER.fullmatch(name):
            copy.change(member.start, member.end, name, 1)


def _expression(copy: _Copy, node: ast.Ast) -> None:
    """A text that constants alone come to, with the brackets around it."""
    broken = _breaks(node)
    if broken == 0 or not _is_constant(node):
        return
    text = copy.text_of(node)
    if text is None or "\n" in text:
        return
    outer = _brackets(node)
    if outer.start not in copy.changes:
        bare = _TYPE.fullmatch(text) and isinstance(outer.parent, ast.CommandAst) and (outer.parent.command_name() or "").lower() == "new-object"
        copy.change(outer.start, outer.end, text if bare else "'" + text.replace("'", "''") + "'", broken)


def _brackets(node: ast.Ast) -> ast.Ast:
    """The brackets that hold a node and nothing else."""
    outer = node
    while outer.parent is not None:
        above = outer.parent
        if isinstance(above, ast.CommandExpressionAst | ast.PipelineAst) and isinstance(above.parent, ast.PipelineAst | ast.ParenExpressionAst):
            if isinstance(above, ast.PipelineAst) and len(above.pipeline_elements) != 1:
                break
            outer = above
        elif isinstance(above, ast.ParenExpressionAst) and isinstance(outer, ast.PipelineAst):
            outer = above
        else:
            break
    while not isinstance(outer, ast.ExpressionAst):
        outer = _only_child(outer)
    return outer


def _only_child(node: ast.Ast) -> ast.Ast:
    if isinstance(node, ast.PipelineAst):
        return node.pipeline_elements[0]
    return node.expression if isinstance(node, ast.CommandExpressionAst) else node


def _is_constant(node: ast.Ast) -> bool:
    """Nothing in it depends on more than its own text, but for what every Windows knows."""
    for count, each in enumerate(walk(node)):
        if count > 400 or isinstance(each, ast.ScriptBlockExpressionAst | ast.AssignmentStatementAst | ast.CommandAst):
            return False
    return True


def _breaks(node: ast.Ast) -> int:
    """How often an expression breaks a word: letters meet letters in `'ab'+'cd'`, or `-f` does nothing but put parts in order."""
    if not isinstance(node, ast.BinaryExpressionAst):
        return 0
    if node.operator == "Format":
        return _reordered(node)
    broken = 0
    left: ast.Ast = node
    while isinstance(left, ast.BinaryExpressionAst):
        right = _bare(left.right)
        if isinstance(right, ast.BinaryExpressionAst) and right.operator == "Format":
            broken += _reordered(right)
        operator, left = left.operator, _bare(left.left)
        if operator != "Plus":
            continue
        before = _bare(left.right) if isinstance(left, ast.BinaryExpressionAst) and left.operator == "Plus" else left
        if isinstance(before, ast.StringConstantExpressionAst) and isinstance(right, ast.StringConstantExpressionAst):
            broken += before.value[-1:].isalpha() and right.value[:1].isalpha() and min(len(before.value), len(right.value)) <= 12
        elif _is_character(before) or _is_character(right):
            broken += 1
    return broken


def _bare(node: ast.Ast) -> ast.Ast:
    while isinstance(node, ast.ParenExpressionAst) and isinstance(node.pipeline, ast.PipelineAst) and len(node.pipeline.pipeline_elements) == 1:
        only = node.pipeline.pipeline_elements[0]
        if not isinstance(only, ast.CommandExpressionAst):
            return node
        node = only.expression
    return node


def _is_character(node: ast.Ast) -> bool:
    """`[char]101`, where the character is a letter."""
    if not isinstance(node, ast.ConvertExpressionAst) or not isinstance(node.attribute, ast.TypeConstraintAst):
        return False
    child = _bare(node.child)
    return (
        node.attribute.type_name.name.lower() in ("char", "system.char") and isinstance(child, ast.ConstantExpressionAst)
        and isinstance(child.value, int) and chr(child.value & 0xFFFF).isalpha()
    )


def _reordered(node: ast.BinaryExpressionAst) -> int:
    template, right = _bare(node.left), _bare(node.right)
    if not isinstance(template, ast.StringConstantExpressionAst) or not _SIMPLE_HOLES.fullmatch(template.value):
        return 0
    return int(isinstance(right, ast.ArrayLiteralAst) and all(isinstance(_bare(each), _PIECES) for each in right.elements))
