"""Something is used that constrained language mode does not allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.constrained import TypedVariables, is_allowed, made_com_object, made_type, wildcards_and_scripts
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import (
    Ast,
    CommandAst,
    ConvertExpressionAst,
    HashtableAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    ParameterAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    TypeDefinitionAst,
    TypeExpressionAst,
    VariableExpressionAst,
)
from pipeline.powershell.tables import allowed_com_objects

RULE = Rule(WARNING, enabled=False, options={"IgnoreSignatures": False})

_SIGNATURE: Final = "# SIG # Begin signature block"


def check(context: Context, options: Options) -> Iterator[Hit]:
    signed = not options["IgnoreSignatures"] and _SIGNATURE.lower() in context.lower_text
    yield from _types(context, signed=signed)
    for command in context.nodes(CommandAst):
        if command.invocation_operator == "Dot" and context.text[command.start + 1:command.start + 2].isspace():
            yield Hit(command, "Constrained language mode runs a file in the caller's scope only if both are trusted; a module can be imported.")
    if context.suffix == ".psd1":
        yield from (Hit(node, message) for node, message in wildcards_and_scripts(context))
    if not signed:
        yield from _commands(context)
        yield from _casts(context)
        yield from _members(context)
        for definition in context.nodes(TypeDefinitionAst):
            if definition.type_attributes == "Class":
                yield Hit(definition, f"Constrained language mode allows no class, so there is no {definition.name}.")


def _types(context: Context, *, signed: bool) -> Iterator[Hit]:
    """Names of types; those of parameters matter even where a signature makes the script trusted, for its callers are not."""
    for constraint in context.nodes(TypeConstraintAst):
        if not is_allowed(constraint.type_name) and (not signed or isinstance(constraint.parent, ParameterAst)):
            yield _type_hit(constraint, constraint.type_name.full_name)
    if not signed:
        for expression in context.nodes(TypeExpressionAst):
            if not is_allowed(expression.type_name):
                yield _type_hit(expression, expression.type_name.full_name)


def _type_hit(node: Ast, name: str) -> Hit:
    return Hit(node, f"The type {name} is out of reach in constrained language mode.")


def _commands(context: Context) -> Iterator[Hit]:
    for command in context.commands_named("add-type"):
        yield Hit(command, "Add-Type compiles or loads code, which constrained language mode refuses.")
    for command in context.commands_named("invoke-expression"):
        yield Hit(command, "Invoke-Expression runs its text under the restrictions of constrained language mode; call the command itself.")
    for command in context.commands_named("new-object"):
        com_object = made_com_object(command)
        if com_object is not None and com_object.lower() not in allowed_com_objects():
            context.note(f"PSUseConstrainedLanguageMode: that mode has no COM object {com_object}; PSScriptAnalyzer says so on Windows alone.")
        kind = made_type(command, context)
        if kind is not None and not is_allowed(kind):
            yield Hit(command, f"New-Object makes no {kind} in constrained language mode.")


def _casts(context: Context) -> Iterator[Hit]:
    for cast in context.nodes(ConvertExpressionAst):
        constraint = cast.attribute
        if not isinstance(constraint, TypeConstraintAst):
            continue
        name = constraint.type_name.full_name
        if not is_allowed(constraint.type_name):
            yield Hit(cast, f"A cast to {name} fails in constrained language mode.")
        elif isinstance(cast.child, HashtableAst) and name.lower() == "pscustomobject":
            yield Hit(cast, "A table cast to [PSCustomObject] is refused in constrained language mode; New-Object PSObject -Property is not.")


def _members(context: Context) -> Iterator[Hit]:
    typed = TypedVariables(context)
    for cls in (MemberExpressionAst, InvokeMemberExpressionAst):
        for node in context.nodes(cls):
            if node.static or not isinstance(node.expression, VariableExpressionAst):
                continue
            kind = typed.type_of(node.expression)
            if kind is not None and not is_allowed(kind):
                member = node.member.value if isinstance(node.member, StringConstantExpressionAst) else "A member"
                yield Hit(node, f"{member} belongs to the type {kind}, which constrained language mode keeps out of reach.")
