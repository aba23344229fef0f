"""Which parameter each argument of a command binds to, found without running anything, as PowerShell's static binder finds it.

Named arguments come first, by exact name, alias or unambiguous prefix; then positions, where types fit before where they must be converted,
and in the default parameter set before any other that is still possible; then what takes all remaining arguments. What is piped in only
narrows the parameter sets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from .nodes import (
    ArrayLiteralAst,
    Ast,
    CommandAst,
    CommandElementAst,
    CommandParameterAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from .tables import CommandInfo, ParameterInfo
from .types import OBJECT, static_type

_ANY = (1 << 32) - 1
"""The parameter sets before any argument has narrowed them."""


class Bound(NamedTuple):
    """What a parameter got. `value` is None for a switch without a value; several `values` went to one that takes all remaining.

    `named` is the `-Name` that was written, None for an argument by position.
    """

    parameter: ParameterInfo
    value: CommandElementAst | None
    values: tuple[CommandElementAst, ...]
    named: CommandParameterAst | None

    @property
    def is_switched_off(self) -> bool:
        """`-Switch:$false`."""
        return isinstance(self.value, VariableExpressionAst) and self.value.user_path.lower() == "false"


class BindingError(NamedTuple):
    """`kind`: `ParameterNotFound`, `AmbiguousParameter`, `AlreadyBound`, `PositionalNotFound`, `MissingArgument`, `NoParameterSet` or
    `AmbiguousSet`.
    """

    kind: str
    at: Ast


@dataclass(slots=True)
class Binding:
    """`bound` by the parameter's proper name; `from_pipeline` are those that what is piped in may go to.

    `splatted` says that arguments come out of a variable, too: more may be bound than is known.
    """

    command: CommandInfo
    bound: dict[str, Bound] = field(default_factory=dict)
    from_pipeline: list[str] = field(default_factory=list)
    errors: list[BindingError] = field(default_factory=list)
    splatted: bool = False

    def value(self, name: str) -> CommandElementAst | None:
        """The value of a parameter by its proper name; None also for a switch without one."""
        bound = self.bound.get(name)
        return bound.value if bound else None

    @property
    def by_position(self) -> list[Bound]:
        """What was bound without a name."""
        return [bound for bound in self.bound.values() if bound.named is None]


class _Argument(NamedTuple):
    """A `-Name`, a value, or both."""

    named: CommandParameterAst | None
    value: CommandElementAst | None
    is_switch: bool = False


class _Binder:
    """The state of binding one command."""

    def __init__(self, info: CommandInfo) -> None:
        self.info = info
        self.binding = Binding(info)
        self.unbound = dict(info.all_parameters)
        self.sets = _ANY

    def fail(self, kind: str, at: Ast) -> None:
        self.binding.errors.append(BindingError(kind, at))

    # -- arguments with names --------------------------------------------------------------------------------------------------------

    def paired(self, elements: list[_Argument]) -> list[_Argument]:
        """Each `-Name` with the value behind it, where its parameter takes one."""
        pairs = []
        at = 0
        while at < len(elements):
            argument = elements[at]
            at += 1
            if argument.named is None or argument.value is not None:
                pairs.append(argument)
                continue
            found = self.info.matching(argument.named.parameter_name)
            following = elements[at] if at < len(elements) else None
            if len(found) != 1:
                self.fail("AmbiguousParameter" if found else "ParameterNotFound", argument.named)
                at += following is not None and following.named is None  # it would be its value: it is no other parameter's
            elif found[0].is_switch:
                pairs.append(argument._replace(is_switch=True))
            elif following is None or (following.named is not None and self.info.matching(following.named.parameter_name)):
                pairs.append(argument)
            else:  # what looks like a parameter but is none is a value
                pairs.append(argument._replace(value=following.value if following.named is None else following.named))
                at += 1
        return pairs

    def bind_named(self, arguments: list[_Argument]) -> list[_Argument]:
        """Bind what has a name; the rest is left over."""
        left = []
        for argument in arguments:
            if argument.named is None:
                left.append(argument)
                continue
            found = self.info.matching(argument.named.parameter_name)
            if len(found) != 1:
                self.fail("AmbiguousParameter" if found else "ParameterNotFound", argument.named)
            elif found[0].name in self.binding.bound:
                self.fail("AlreadyBound", argument.named)
            else:
                self.sets &= self.info.sets_of[found[0].name] or _ANY
                self.take(found[0], argument)
        return left

    def take(self, parameter: ParameterInfo, argument: _Argument, values: tuple[CommandElementAst, ...] = ()) -> None:
        self.unbound.pop(parameter.name, None)
        if parameter.name not in self.binding.bound:
            self.binding.bound[parameter.name] = Bound(parameter, argument.value, values, argument.named)

    # -- arguments by position -------------------------------------------------------------------------------------------------------

    def bind_positional(self, arguments: list[_Argument]) -> list[_Argument]:
        """Bind values to positions in order; what finds none is left over."""
        unbound = frozenset(self.unbound)
        default = self.info.set_bits.get(self.info.default_set or "", 0)
        left, at = [], 0
        for _, places in self.info.positions if arguments else ():
            here = [(p, bit) for p, bit in places if p.name in unbound and (not bit or bit & self.sets)]
            if not here:
                continue
            if at == len(arguments):
                break
            argument = arguments[at]
            at += 1
            tries = ((default & self.sets, False), (self.sets, False), (self.sets, True))
            if not any(self.bind_at(here, argument, sets, convert=convert) for sets, convert in tries if sets):
                left.append(argument)
        return left + arguments[at:]

    def open(self, roles: Iterable[tuple[ParameterInfo, int]]) -> dict[str, ParameterInfo]:
        """The parameters of these roles that are not bound, in sets that are still possible."""
        return {p.name: p for p, bit in roles if p.name in self.unbound and (not bit or bit & self.sets)}

    def bind_at(self, here: list[tuple[ParameterInfo, int]], argument: _Argument, sets: int, *, convert: bool) -> bool:
        """Bind one value to every parameter that has this position in some of the sets: a later argument decides among them."""
        assert argument.value is not None  # noqa: S101 - only values are left when positions are bound
        kind = static_type(argument.value)
        narrowed, bound = 0, False
        for parameter, bit in here:
            if (bit and not bit & sets) or not (convert or _fits(kind, parameter.type)):
                continue
            bound = True
            narrowed |= self.info.sets_of[parameter.name]
            self.take(parameter, argument)
        if bound and narrowed:
            self.sets &= narrowed
        return bound

    # -- what is left ----------------------------------------------------------------------------------------------------------------

    def bind_remaining(self, arguments: list[_Argument]) -> list[_Argument]:
        """Give all that is left to the parameters that take it."""
        if not arguments:
            return arguments
        values = tuple(a.value for a in arguments if a.value is not None)
        takers = self.open(self.info.remaining)
        self.narrow(takers)
        for parameter in takers.values():
            first = values[0]
            self.take(parameter, _Argument(None, first.elements[0] if isinstance(first, ArrayLiteralAst) else first), values)
        return [] if takers else arguments

    def bind_pipeline(self) -> None:
        """Note where what is piped in may go, as a whole or by the names of its properties."""
        takers = self.open(self.info.piped)
        self.narrow(takers)
        self.binding.from_pipeline = list(takers)
        for name in takers:
            del self.unbound[name]

    def narrow(self, takers: Iterable[str]) -> None:
        sets = 0
        for name in takers:
            sets |= self.info.sets_of[name]
        if sets:
            self.sets &= sets

    def is_ambiguous(self) -> bool:
        """Whether several parameter sets are left, none of them the default, and mandatory parameters do not tell which is meant."""
        sets = self.sets
        if sets == _ANY or sets & self.info.set_bits.get(self.info.default_set or "", 0):
            return False
        if sets & (sets - 1):
            for parameter, bit in self.info.mandatory:
                if parameter.name in self.unbound:
                    sets &= ~bit
        return sets & (sets - 1) != 0 or sets == 0

    def finish(self, command: CommandAst, left: list[_Argument]) -> Binding:
        binding = self.binding
        for argument in left:
            if argument.value is not None:
                self.fail("PositionalNotFound", argument.value)
        for bound in binding.bound.values():
            if bound.value is None and not bound.parameter.is_switch and bound.named:
                self.fail("MissingArgument", bound.named)
        if not any(map(is_splatted, command.command_elements)) and self.is_ambiguous():
            self.fail("AmbiguousSet", command.command_elements[0])
        return binding


def bind(command: CommandAst, info: CommandInfo, *, piped: bool = False) -> Binding:
    """Bind the arguments of a call of `info`; `piped` says that a pipeline hands it input."""
    binder = _Binder(info)
    named = binder.bind_named(binder.paired(list(_arguments(command))))
    if binder.sets:
        left = binder.bind_remaining(binder.bind_positional(named))
        if piped:
            binder.bind_pipeline()
        binding = binder.finish(command, left)
    else:  # no parameter set has all these parameters: PowerShell binds none of them
        binding = Binding(info, errors=[BindingError("NoParameterSet", command.command_elements[0])])
    _take_out_splatted(binding, command)
    return binding


def _take_out_splatted(binding: Binding, command: CommandAst) -> None:
    """A splatted variable took the place of one argument: what is in it, and where it goes, is not known."""
    if any(map(is_splatted, command.command_elements)):
        binding.splatted = True
        binding.bound = {name: bound for name, bound in binding.bound.items() if bound.value is None or not is_splatted(bound.value)}


def is_splatted(element: Ast) -> bool:
    """`@name`: a table or list of arguments."""
    return isinstance(element, VariableExpressionAst) and element.splatted


def _arguments(command: CommandAst) -> Iterable[_Argument]:
    for element in command.command_elements[1:]:
        if isinstance(element, CommandParameterAst):
            yield _Argument(element, element.argument)
        elif not (isinstance(element, StringConstantExpressionAst) and element.value.strip() == "-"):
            yield _Argument(None, element)


def _fits(argument: str, parameter: str) -> bool:
    """Whether a value goes into a parameter as it is: the same type, an element of its array, or a value of unknown type."""
    if argument in (OBJECT, parameter) or parameter == OBJECT or parameter == argument + "[]":
        return True
    return argument.endswith("[]") and parameter.endswith("[]") and parameter != argument
