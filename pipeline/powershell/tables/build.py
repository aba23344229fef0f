"""Make the committed tables out of a folder of facts: `python -m pipeline.powershell.tables.build FACTS_FOLDER`.

The facts were read out of PowerShell and PSScriptAnalyzer; the tables hold what the program needs of them, a command a line, so that
one command can be read without the others.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from .store import DATA

Facts = Callable[[str], Any]

NAMED_ONLY = -2147483648
"""What .NET says of a parameter without a position."""

DESKTOP = "desktop-5.1"
ALL_SETS = "__AllParameterSets"
IN_ALL_SETS = -1
"""Stands for the number of a set where a parameter belongs to no set in particular."""

_ASSEMBLY = re.compile(r", [\w.]+, Version=[^\]]*")


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])

    def facts(name: str) -> Any:
        return json.loads((folder / name).read_text(encoding="utf-8"))

    for name, rows in (
        ("commands", commands(facts)),
        ("windows_commands", windows_commands(facts)),
        ("compatibility", compatibility(facts)),
        ("names", names(facts)),
        ("types", types(facts)),
        ("nouns", nouns(facts)),
        ("rules", rules(facts)),
    ):
        lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
        (DATA / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="ascii", newline="\n")


def commands(facts: Facts) -> Iterable[Any]:
    """First the types of parameters; then [name, module, kind, default set, output types, sets, parameters].

    A parameter is [name, number of its type, aliases, groups], a group what `_grouped` says.
    """
    rows, numbers = [], _Numbers()
    for name, command in sorted(facts("commands.json").items(), key=_by_name):
        sets = [*dict.fromkeys(s for told in command["parameters"].values() for s in told["sets"] if s != ALL_SETS)]
        parameters = [
            [parameter, numbers[_type(told["type"])], told["aliases"], _grouped(
                [(_set_number(sets, s), _position(n), m + 2 * p + 4 * b + 8 * r) for s, (n, m, p, b, r) in told["sets"].items()], len(sets),
            )]
            for parameter, told in command["parameters"].items()
        ]
        rows.append([name, command["module"], command["kind"], command["default_set"], [_type(o) for o in command["outputs"]], sets, parameters])
    return [list(numbers), *rows]


def windows_commands(facts: Facts) -> Iterable[Any]:
    """The same for Windows PowerShell 5.1, and for commands that only PowerShell 6 on Windows had; last its editions.

    A set has no name there, so it is called by its number; which one is the default is not known.
    """
    accelerators = {key.lower(): value for key, value in facts("type_accelerators.json").items()}
    rows, numbers = [], _Numbers()
    for name, editions in sorted(facts("windows_commands.json").items(), key=_by_name):
        command = editions.get(DESKTOP) or next(iter(editions.values()))
        many = len(command["sets"]) > 1
        places: dict[str, list[tuple[int, int | None, int]]] = {}
        kinds: dict[str, int] = {}
        for number, parameters in enumerate(command["sets"]):
            for parameter, kind, position, mandatory in parameters:
                places.setdefault(parameter, []).append((number if many else IN_ALL_SETS, position, mandatory))
                kinds.setdefault(parameter, numbers[_full_type(kind, accelerators)])
        sets = [str(number) for number in range(len(command["sets"]))] if many else []
        told = [[parameter, kinds[parameter], [], _grouped(where, len(sets))] for parameter, where in places.items()]
        rows.append([name, command["module"], command["kind"], None, [], sets, told, sorted(editions)])
    return [list(numbers), *rows]


class _Numbers(dict[str, int]):
    """A number for every word, in the order in which words come."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]


def _set_number(sets: list[str], name: str) -> int:
    return IN_ALL_SETS if name == ALL_SETS else sets.index(name)


def _grouped(told: list[tuple[int, int | None, int]], count: int) -> list[Any]:
    """[position, flags, numbers of sets...] for the sets in which a parameter behaves the same.

    No numbers stand for each of the `count` named sets.
    """
    groups: dict[tuple[int | None, int], list[int]] = {}
    for number, position, flags in told:
        groups.setdefault((position, flags), []).append(number)
    return [[position, flags, *(members if len(members) < count or IN_ALL_SETS in members else ())] for (position, flags), members in groups.items()]


def _position(position: int) -> int | None:
    return None if position == NAMED_ONLY else position


def _type(name: str) -> str:
    return _ASSEMBLY.sub("", name)


def _full_type(name: str, accelerators: dict[str, str]) -> str:
    element, brackets, rest = name.partition("[")
    known = {**accelerators, "object": "System.Object", "switch": "System.Management.Automation.SwitchParameter"}
    return known.get(element.lower(), element) + brackets + rest


def _by_name(item: tuple[str, Any]) -> str:
    return item[0].lower()


def compatibility(facts: Facts) -> Iterable[Any]:
    """First the platforms, then the commands, then the aliases of them: name -> bits of the platforms that have it."""
    platforms = facts("compatibility_commands.json")
    yield list(platforms)
    for what in ("commands", "aliases"):
        bits: dict[str, int] = {}
        for number, platform in enumerate(platforms.values()):
            for module in platform["modules"].values():
                for name in module[what]:
                    bits[name] = bits.get(name, 0) | 1 << number
        yield dict(sorted(bits.items(), key=_by_name))


def names(facts: Facts) -> Iterable[Any]:
    """Aliases of Windows, of Linux; common parameters; verbs; variables."""
    yield facts("aliases_windows.json")
    yield facts("aliases_linux.json")
    common = facts("common_parameters.json")
    described = common["parameters"]
    yield {key: [name for name in common[key] if name in described] for key in ("common", "optional")} | {"parameters": described}
    yield [[v["verb"], v["alias_prefix"], v["group"]] for v in facts("verbs.json")]
    variables = facts("variables.json")
    yield {
        "automatic": dict(zip(variables["AutomaticVariables"], variables["AutomaticVariableTypes"], strict=True)),
        "preference": dict(zip(variables["PreferenceVariables"], variables["PreferenceVariableTypes"], strict=True)),
        "all_scope": {name: _type(kind) for name, kind in variables["AllScopeVariables"].items()},
        "in_classes": variables["s_classMethodsAccessibleVariables"],
        "special": sorted(set(variables["names"].values()), key=str.lower),
    }


def types(facts: Facts) -> Iterable[Any]:
    """Accelerators, what constrained language mode allows, and every type that a command takes or gives."""
    yield facts("type_accelerators.json")
    constrained = facts("constrained_language.json")
    yield {"types": constrained["types"], "com_objects": constrained["com_objects"]}
    every = facts("commands.json").values()
    told = [p["type"] for command in every for p in command["parameters"].values()] + [name for command in every for name in command["outputs"]]
    yield sorted({_type(name).removesuffix("[]") for name in told if "`" not in name and "#" not in name})


def nouns(facts: Facts) -> Iterable[Any]:
    """First the nouns that are singular (and perhaps plural too), then those that are not, with their singular."""
    known = facts("nouns.json")
    yield {noun: plural for noun, (singular, plural, _) in known.items() if singular}
    yield {noun: [plural, form] for noun, (singular, plural, form) in known.items() if not singular}


def rules(facts: Facts) -> Iterable[Any]:
    """[name, severity, on by default, options, suggests corrections]."""
    for rule in sorted(facts("rules.json"), key=lambda rule: str(rule["name"])):
        yield [rule["name"], rule["severity"], rule["on_by_default"], rule["options"], rule["has_corrections"]]


if __name__ == "__main__":
    main(sys.argv[1:])
