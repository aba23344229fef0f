"""What every node of the syntax tree has in common."""

from __future__ import annotations

from typing import ClassVar


class Ast:
    """A piece of a script: `start` and `end` are offsets into its text in code points, half open.

    `kind` is the name of PowerShell's class without `Ast`; `_fields` names the attributes that hold children.
    `parent` has a value only after `walk.link_parents`: most readers of a tree never need it.
    """

    __slots__ = ("end", "parent", "start")
    kind: ClassVar[str] = "Ast"
    _fields: ClassVar[tuple[str, ...]] = ()

    start: int
    end: int
    parent: Ast | None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.start}-{self.end}>"


class CommandElementAst(Ast):
    """What may stand in a command: an expression or a parameter."""

    __slots__ = ()


class ExpressionAst(CommandElementAst):
    """Anything with a value."""

    __slots__ = ()


class StatementAst(Ast):
    """Anything that may stand alone."""

    __slots__ = ()


class PipelineBaseAst(StatementAst):
    """A pipeline, a chain of pipelines or an assignment."""

    __slots__ = ()


class LabeledStatementAst(StatementAst):
    """A statement that `break` and `continue` may name."""

    __slots__ = ("label",)
    label: str | None


class LoopStatementAst(LabeledStatementAst):
    """`for`, `foreach`, `while` and `do`."""

    __slots__ = ()


class CommandBaseAst(StatementAst):
    """An element of a pipeline."""

    __slots__ = ()


class RedirectionAst(Ast):
    """`>` and its relatives."""

    __slots__ = ()


class AttributeBaseAst(Ast):
    """What stands in square brackets before something: an attribute or a type."""

    __slots__ = ()


class MemberAst(Ast):
    """A member of a class or an enum."""

    __slots__ = ()


def children(node: Ast) -> list[Ast]:
    """The direct children of a node, field by field, which is nearly always the order of the text."""
    found: list[Ast] = []
    for field in node._fields:
        value = getattr(node, field)
        if value is None:
            continue
        if value.__class__ is not list:
            found.append(value)
        elif value and value[0].__class__ is tuple:
            for item in value:
                found += item
        else:
            found += value
    return found
