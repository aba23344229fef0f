"""A parameter is declared and never looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pipeline.analysis.blocks import Blocks, variables_by_name, within
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule, Spanning
from pipeline.powershell.nodes import (
    Ast,
    AttributeAst,
    CommandAst,
    FunctionDefinitionAst,
    MemberExpressionAst,
    ParameterAst,
    ScriptBlockAst,
    ScriptBlockExpressionAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from pipeline.powershell.parameters import is_set
from pipeline.powershell.walk import ancestors

RULE = Rule(WARNING, options={"CommandsToTraverse": ()})

_ALWAYS = frozenset({"where-object", "foreach-object"})
"""Commands that run blocks at once, by their names in full: PSScriptAnalyzer does not follow aliases here."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    entered = _ALWAYS | {command.lower() for command in options["CommandsToTraverse"]}
    for block in context.nodes(ScriptBlockAst):
        parameters = block.param_block.parameters if block.param_block else []
        if not parameters or _asks_for_all(block, context):
            continue
        takes_input = block.process_block is not None and any(
            _is_mentioned(name, 1, block.process_block, block, entered, context) for name in ("_", "psitem")
        )
        for parameter in parameters:
            name = parameter.name.user_path
            if takes_input and _is_from_pipeline(parameter):
                continue
            if not _is_mentioned(name.lower(), 2, block, block, entered, context):  # one is the declaration
                yield Hit(parameter.name, f"The parameter ${name} is never used, so what callers pass makes no difference.", name)


def _is_mentioned(name: str, times: int, where: Spanning, block: ScriptBlockAst, entered: frozenset[str], context: Context) -> bool:
    """Whether a variable is mentioned so often in a block, counting blocks inside that belong to commands which run them at once."""
    mentions = within(context.shared(variables_by_name).get(name.rpartition(":")[2], []), where)
    counted = (1 for mention in mentions if mention.user_path.lower() == name and _belongs(mention, block, entered, context))
    return sum(islice(counted, times)) == times


def _belongs(mention: VariableExpressionAst, block: ScriptBlockAst, entered: frozenset[str], context: Context) -> bool:
    owner: Ast | None = context.shared(Blocks).owner(mention)
    while owner is not block:
        if not isinstance(owner, ScriptBlockAst) or not _is_entered(owner, entered):
            return False
        owner = next((above for above in ancestors(owner) if isinstance(above, ScriptBlockAst | FunctionDefinitionAst)), None)
    return True


def _is_entered(block: ScriptBlockAst, entered: frozenset[str]) -> bool:
    """Whether a block stands in a call of one of the commands."""
    command = block.parent.parent if isinstance(block.parent, ScriptBlockExpressionAst) else None
    if not isinstance(command, CommandAst):
        return False
    name = command.command_elements[0]
    return isinstance(name, StringConstantExpressionAst) and name.value.lower() in entered


def _asks_for_all(block: ScriptBlockAst, context: Context) -> bool:
    """`$PSBoundParameters`, `$MyInvocation.BoundParameters` or `$PSCmdlet.MyInvocation.BoundParameters` in the block itself."""
    variables, members = context.shared(variables_by_name).get("psboundparameters", []), context.shared(_bound_parameters)
    return any(context.shared(Blocks).owner(node) is block for node in (*within(variables, block), *within(members, block)))


def _bound_parameters(context: Context) -> list[MemberExpressionAst]:
    """The members of invocations that hold all parameters."""
    if ".boundparameters" not in context.lower_text:
        return []
    return sorted(
        (m for m in context.nodes(MemberExpressionAst) if _member(m) == "boundparameters" and _is_invocation(m.expression)), key=lambda m: m.start,
    )


def _is_invocation(node: Ast) -> bool:
    if isinstance(node, MemberExpressionAst):
        return _member(node) == "myinvocation" and _is_variable(node.expression, "pscmdlet")
    return _is_variable(node, "myinvocation")


def _is_variable(node: Ast, name: str) -> bool:
    return isinstance(node, VariableExpressionAst) and node.user_path.lower() == name


def _member(node: MemberExpressionAst) -> str:
    return node.member.value.lower() if isinstance(node.member, StringConstantExpressionAst) else ""


def _is_from_pipeline(parameter: ParameterAst) -> bool:
    return any(isinstance(attribute, AttributeAst) and is_set(attribute, "ValueFromPipeline") for attribute in parameter.attributes)
