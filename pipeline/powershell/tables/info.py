"""What is known of a command: parameters, parameter sets, types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

ALL_SETS: Final = "__AllParameterSets"
"""PowerShell's name for "no parameter set in particular"."""

SWITCH: Final = "System.Management.Automation.SwitchParameter"

_SHOULD_PROCESS = frozenset({"WhatIf", "Confirm"})


class Role(NamedTuple):
    """What a parameter is in one parameter set; `position` is None where it can only be named."""

    position: int | None
    mandatory: bool
    from_pipeline: bool
    by_property_name: bool
    remaining: bool


NAMED_ONLY: Final = Role(None, mandatory=False, from_pipeline=False, by_property_name=False, remaining=False)


@dataclass(frozen=True, slots=True)
class ParameterInfo:
    """`roles`: parameter set -> role; the set is `ALL_SETS` for a parameter that belongs to none in particular."""

    name: str
    type: str
    aliases: tuple[str, ...]
    roles: Mapping[str, Role]

    @property
    def is_switch(self) -> bool:
        return self.type == SWITCH

    @property
    def is_mandatory(self) -> bool:
        """Mandatory in every set that it belongs to."""
        return all(role.mandatory for role in self.roles.values())


@dataclass(frozen=True, eq=False)
class CommandInfo:
    """A cmdlet or function. `common` are the common parameters that it takes besides its own.

    `editions` are those of Windows that have it, empty for a command of PowerShell 7 (which may be on Windows PowerShell too).
    """

    name: str
    module: str
    kind: str
    default_set: str | None
    outputs: tuple[str, ...]
    parameters: Mapping[str, ParameterInfo]
    common: Mapping[str, ParameterInfo]
    editions: tuple[str, ...] = ()
    _matched: dict[str, tuple[ParameterInfo, ...]] = field(default_factory=dict, repr=False)

    @property
    def supports_should_process(self) -> bool:
        return "WhatIf" in self.parameters

    @cached_property
    def parameter_sets(self) -> tuple[str, ...]:
        """The sets in the order in which PowerShell numbers them: the default first, then as parameters name them."""
        named = [self.default_set] if self.default_set else []
        named += [name for p in self.parameters.values() for name in p.roles if name != ALL_SETS]
        return tuple(dict.fromkeys(named))

    @cached_property
    def all_parameters(self) -> dict[str, ParameterInfo]:
        """Its own and the common parameters by their proper name."""
        return {**self.common, **self.parameters}

    def matching(self, name: str) -> tuple[ParameterInfo, ...]:
        """The parameters that a written name may mean: one, none, or several when it is ambiguous.

        An exact name or alias is never ambiguous, and a parameter of the command's own goes before common ones.
        """
        key = name.lower()
        if key not in self._matched:
            self._matched[key] = self._match(key)
        return self._matched[key]

    def parameter(self, name: str) -> ParameterInfo | None:
        """The one parameter that a written name means, None when there is none or it is ambiguous."""
        found = self.matching(name)
        return found[0] if len(found) == 1 else None

    def _match(self, key: str) -> tuple[ParameterInfo, ...]:
        exact = self._names.get(key) or self._aliases.get(key)
        if exact:
            return (exact,)
        found = {p.name: p for names in (self._names, self._aliases) for name, p in names.items() if name.startswith(key)}
        own = [p for name, p in found.items() if name in self.parameters and not (name in _SHOULD_PROCESS and self.supports_should_process)]
        return tuple(own) if len(found) > 1 and len(own) == 1 else tuple(found.values())

    @cached_property
    def _names(self) -> dict[str, ParameterInfo]:
        return {name.lower(): p for name, p in self.all_parameters.items()}

    @cached_property
    def _aliases(self) -> dict[str, ParameterInfo]:
        return {alias.lower(): p for p in self.all_parameters.values() for alias in p.aliases}

    # -- parameter sets as bits, as the binder reckons with them ---------------------------------------------------------------------

    @cached_property
    def set_bits(self) -> dict[str, int]:
        return {name: 1 << i for i, name in enumerate(self.parameter_sets)}

    @cached_property
    def sets_of(self) -> dict[str, int]:
        """The sets that each parameter belongs to by name, 0 for one in no set in particular."""
        bits = self.set_bits
        return {p.name: sum(bits[name] for name in p.roles if name != ALL_SETS) for p in self.all_parameters.values()}

    @cached_property
    def positions(self) -> tuple[tuple[int, list[tuple[ParameterInfo, int]]], ...]:
        """What may be bound at each position in order: (parameter, bit of the set), the bit 0 for no set in particular."""
        places: dict[int, list[tuple[ParameterInfo, int]]] = {}
        for parameter, bit, role in self._roles:
            if role.position is not None and not role.remaining:
                places.setdefault(role.position, []).append((parameter, bit))
        return tuple(sorted(places.items()))

    @cached_property
    def remaining(self) -> tuple[tuple[ParameterInfo, int], ...]:
        """The parameters that take all remaining arguments, and the set's bit."""
        return tuple((p, bit) for p, bit, role in self._roles if role.remaining)

    @cached_property
    def piped(self) -> tuple[tuple[ParameterInfo, int], ...]:
        """The parameters that take what is piped in, as a whole or by the names of its properties, and the set's bit."""
        return tuple((p, bit) for p, bit, role in self._roles if role.from_pipeline or role.by_property_name)

    @cached_property
    def mandatory(self) -> tuple[tuple[ParameterInfo, int], ...]:
        """The parameters that are mandatory in a set, and its bit."""
        return tuple((p, bit) for p, bit, role in self._roles if role.mandatory)

    @cached_property
    def _roles(self) -> tuple[tuple[ParameterInfo, int, Role], ...]:
        bits = {ALL_SETS: 0, **self.set_bits}
        return tuple((p, bits[name], role) for p in self.all_parameters.values() for name, role in p.roles.items())
