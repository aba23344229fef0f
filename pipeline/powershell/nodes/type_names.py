"""Names of types as they are written. They are no nodes of the tree, as in PowerShell."""

from __future__ import annotations

from typing import TypeAlias


class TypeName:
    """`name`, perhaps with an assembly: `[System.String, mscorlib]`."""

    __slots__ = ("assembly_name", "end", "name", "start")

    def __init__(self, start: int, end: int, name: str, assembly_name: str | None = None) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.assembly_name = assembly_name

    @property
    def full_name(self) -> str:
        """The name with its assembly."""
        return self.name if self.assembly_name is None else f"{self.name},{self.assembly_name}"

    def __str__(self) -> str:
        return self.full_name


class ArrayTypeName:
    """`element_type[]`, with `rank` - 1 commas between the brackets."""

    __slots__ = ("element_type", "end", "rank", "start")

    def __init__(self, start: int, end: int, element_type: AnyTypeName, rank: int) -> None:
        self.start = start
        self.end = end
        self.element_type = element_type
        self.rank = rank

    @property
    def name(self) -> str:
        """The name without an assembly."""
        return f"{self.element_type.name}[{',' * (self.rank - 1)}]"

    @property
    def assembly_name(self) -> str | None:
        """The assembly of the elements' type."""
        return self.element_type.assembly_name

    @property
    def full_name(self) -> str:
        """The name with its assembly."""
        return self.name if self.assembly_name is None else f"{self.name},{self.assembly_name}"

    def __str__(self) -> str:
        return self.full_name


class GenericTypeName:
    """`type_name[argument, ...]`."""

    __slots__ = ("end", "generic_arguments", "start", "type_name")

    def __init__(self, start: int, end: int, type_name: TypeName, generic_arguments: list[AnyTypeName]) -> None:
        self.start = start
        self.end = end
        self.type_name = type_name
        self.generic_arguments = generic_arguments

    @property
    def name(self) -> str:
        """The name with its arguments, without an assembly."""
        return f"{self.type_name.name}[{','.join(_argument(a) for a in self.generic_arguments)}]"

    @property
    def assembly_name(self) -> str | None:
        """The assembly of the generic type."""
        return self.type_name.assembly_name

    @property
    def full_name(self) -> str:
        """The name with its assembly."""
        return self.name if self.assembly_name is None else f"{self.name},{self.assembly_name}"

    def __str__(self) -> str:
        return self.full_name


def _argument(argument: AnyTypeName) -> str:
    return argument.name if argument.assembly_name is None else f"[{argument.full_name}]"


AnyTypeName: TypeAlias = TypeName | ArrayTypeName | GenericTypeName
