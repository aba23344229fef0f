"""$null stands on the right of a comparison, where it filters a list instead of comparing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.analysis.blocks import Blocks, within
from pipeline.analysis.inference import ARRAY
from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule
from pipeline.analysis.variable_types import UNDETERMINED, VariableTypes
from pipeline.powershell.nodes import BinaryExpressionAst, FunctionDefinitionAst, FunctionMemberAst, ScriptBlockAst, VariableExpressionAst
from pipeline.powershell.tables import special_variables
from pipeline.powershell.types import OBJECT, namespaces_of, static_type

RULE = Rule(WARNING, fixes=True)

_OPERATORS: Final = frozenset({"Ieq", "Ine", "Ceq", "Cne"})
_PERHAPS: Final = frozenset({UNDETERMINED, OBJECT, ARRAY})


def check(context: Context, options: Options) -> Iterator[Hit]:
    comparisons = sorted(
        (b for b in context.nodes(BinaryExpressionAst) if b.operator in _OPERATORS and context.source(b.right).lower() == "$null"),
        key=lambda b: b.start,
    )
    if not comparisons:
        return
    namespaces = namespaces_of(context.script)
    outside = [b for b in comparisons if context.shared(Blocks).owner(b) is context.root]
    # A comparison in a function inside another is looked at for both, one in a method for the method and its body, as PSScriptAnalyzer does.
    yield from _in_one(outside, context.root, namespaces, context)
    for function in context.functions:
        for _ in range(1 + isinstance(function.parent, FunctionMemberAst)):
            yield from _in_one(within(comparisons, function), function, namespaces, context)


def _in_one(
    comparisons: Sequence[BinaryExpressionAst], where: FunctionDefinitionAst | ScriptBlockAst, namespaces: tuple[str, ...], context: Context,
) -> Iterator[Hit]:
    types = VariableTypes(where, namespaces) if any(isinstance(b.left, VariableExpressionAst) for b in comparisons) else None
    return (_hit(comparison, context) for comparison in comparisons if _may_be_list(comparison, types, namespaces))


def _may_be_list(comparison: BinaryExpressionAst, types: VariableTypes | None, namespaces: tuple[str, ...]) -> bool:
    left = comparison.left
    kind: str | None = static_type(left, namespaces)
    if isinstance(left, VariableExpressionAst) and types is not None:
        if left.user_path.lower() in special_variables():
            return False
        kind = types.type_of(left)
    return kind is None or kind in _PERHAPS or kind.endswith(("[]", ",]"))


def _hit(comparison: BinaryExpressionAst, context: Context) -> Hit:
    begin, end = comparison.error_position
    turned = f"{context.source(comparison.right)} {context.text[begin:end]} {context.source(comparison.left)}"
    edit = Edit(comparison.start, comparison.end, turned, "Turn the comparison round")
    return Hit(comparison, "With a list on the left this picks elements of it; with $null on the left it compares.", edits=(edit,))
