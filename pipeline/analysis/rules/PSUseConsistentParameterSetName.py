"""The names of parameter sets do not fit together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule
from pipeline.powershell.nodes import AttributeAst, ParamBlockAst, StringConstantExpressionAst
from pipeline.powershell.parameters import argument, attributes_named
from pipeline.powershell.tables import ALL_SETS

RULE = Rule(WARNING, enabled=False, fixes=True)


class _Named(NamedTuple):
    """A parameter's attribute, and the set that it names, if it does."""

    attribute: AttributeAst
    name: StringConstantExpressionAst | None

    @property
    def set(self) -> str:
        return self.name.value if self.name is not None and self.name.value else ALL_SETS


def check(context: Context, options: Options) -> Iterator[Hit]:
    for block in context.nodes(ParamBlockAst):
        by_parameter = [
            [_Named(a, _string(a, "ParameterSetName")) for a in attributes_named(parameter.attributes, "Parameter")] for parameter in block.parameters
        ]
        roles = [role for named in by_parameter for role in named]
        bindings = attributes_named(block.attributes, "CmdletBinding")
        default = next((name for b in bindings if (name := _string(b, "DefaultParameterSetName")) is not None), None)
        if any(role.set != ALL_SETS for role in roles) and not any(argument(b, "DefaultParameterSetName") for b in bindings):
            for binding in bindings[:1]:
                yield Hit(binding, "There are parameter sets and no DefaultParameterSetName: a call that fits several of them fails.")
        yield from _spelled_differently(default, roles)
        for named in by_parameter:
            yield from _twice(named)
        for name in (default, *(role.name for role in roles)):
            if name is not None and ("\n" in name.value or "\r" in name.value):
                yield Hit(name, "A line break in the name of a parameter set breaks the error messages and the help that show it.")


def _string(attribute: AttributeAst, name: str) -> StringConstantExpressionAst | None:
    value = argument(attribute, name)
    return value if isinstance(value, StringConstantExpressionAst) else None


def _spelled_differently(default: StringConstantExpressionAst | None, roles: list[_Named]) -> Iterator[Hit]:
    """Sets are told apart by case: `One` and `one` are two. The default's spelling holds, else the first."""
    spelled = {} if default is None else {default.value.lower(): default.value}
    for role in roles:
        if role.name is None:
            continue
        right = spelled.setdefault(role.set.lower(), role.set)
        if role.set != right:
            edit = Edit(role.name.start, role.name.end, f"'{right}'", f"Write {right}")
            yield Hit(role.name, f"The parameter set {role.set!r} is another one than {right!r}: the case of letters counts.", edits=(edit,))


def _twice(named: list[_Named]) -> Iterator[Hit]:
    for role in named:
        if sum(other.set.lower() == role.set.lower() for other in named) > 1:
            yield Hit(role.attribute, f"The parameter is declared for the parameter set {role.set!r} more than once.")
