"""Syntax is used that one of the versions to be supported does not understand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.analysis.rule import ERROR, Context, Edit, Hit, Options, Rule
from pipeline.powershell.nodes import (
    AssignmentStatementAst,
    Ast,
    BinaryExpressionAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    PipelineChainAst,
    StringConstantExpressionAst,
    TernaryExpressionAst,
    TypeDefinitionAst,
    TypeExpressionAst,
    UsingStatementAst,
    VariableExpressionAst,
)

RULE = Rule(ERROR, enabled=False, fixes=True, options={"TargetVersions": ()})

_BEFORE_5: Final = {TypeDefinitionAst: "Classes and enums", UsingStatementAst: "The using statement"}
_BEFORE_7: Final = {PipelineChainAst: "A pipeline chain (&& and ||)", TernaryExpressionAst: "The ternary operator"}


def check(context: Context, options: Options) -> Iterator[Hit]:
    majors = {version.strip().partition(".")[0] for version in options["TargetVersions"]}
    if majors & {"3", "4"}:
        for kind, what in _BEFORE_5.items():
            yield from _hits(context.nodes(kind), what, "5.0")
        yield from (_constructor(call, context) for call in context.nodes(InvokeMemberExpressionAst) if _is_new(call))
    if "3" in majors:
        calls = [call for call in context.nodes(InvokeMemberExpressionAst) if isinstance(call.member, VariableExpressionAst)]
        yield from _hits(calls, "A method whose name is worked out", "4.0")
    if majors & {"3", "4", "5", "6"}:
        for kind, what in _BEFORE_7.items():
            yield from _hits(context.nodes(kind), what, "7.0")
        yield from _hits(_about_null(context), "An operator about null (?., ?[], ??, ??=)", "7.0")
    if majors & {"6", "7"}:
        for function in context.functions:
            if function.is_workflow:
                yield Hit(function, "Workflows are gone from PowerShell 6 on.")


def _hits(nodes: Iterable[Ast], what: str, since: str) -> Iterator[Hit]:
    for node in nodes:
        yield Hit(node, f"{what} needs PowerShell {since}, and this script is to run on an older version.")


def _about_null(context: Context) -> Iterator[Ast]:
    for kind in (MemberExpressionAst, InvokeMemberExpressionAst):
        yield from (node for node in context.nodes(kind) if node.null_conditional)
    yield from (node for node in context.nodes(IndexExpressionAst) if node.null_conditional)
    yield from (node for node in context.nodes(BinaryExpressionAst) if node.operator == "QuestionQuestion")
    yield from (node for node in context.nodes(AssignmentStatementAst) if node.operator == "QuestionQuestionEquals")


def _is_new(call: InvokeMemberExpressionAst) -> bool:
    member = call.member
    return isinstance(call.expression, TypeExpressionAst) and isinstance(member, StringConstantExpressionAst) and member.value.lower() == "new"


def _constructor(call: InvokeMemberExpressionAst, context: Context) -> Hit:
    """`[T]::new(...)`, with what says the same everywhere."""
    assert isinstance(call.expression, TypeExpressionAst)  # noqa: S101 - `_is_new` has looked
    kind = call.expression.type_name.full_name
    arguments = ", ".join(context.source(argument) for argument in call.arguments)
    text = f"New-Object '{kind}'" + (f" @({arguments})" if arguments else "")
    edit = Edit(call.start, call.end, text, f"Write {text}")
    return Hit(call, f"The constructor [{kind}]::new() needs PowerShell 5.0; New-Object does the same on older versions.", edits=(edit,))
