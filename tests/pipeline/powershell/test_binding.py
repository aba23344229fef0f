"""Which parameter each argument binds to."""

import pytest

from pipeline.powershell.binding import Binding
from pipeline.powershell.commands import Commands
from pipeline.powershell.nodes import CommandAst
from pipeline.powershell.script import Script, parse


def bound(text: str, which: int = -1) -> dict[str, str | None]:
    """Parameter -> the text of its argument (None for a switch) of the last command of a script."""
    script = parse(text)
    return shown(script, binding(script, which))


def binding(script: Script, which: int = -1) -> Binding:
    node = script.nodes[CommandAst][which]
    assert isinstance(node, CommandAst)
    found = Commands(script).binding(node)
    assert found is not None
    return found


def shown(script: Script, found: Binding) -> dict[str, str | None]:
    return {name: script.source(b.value) if b.value else None for name, b in found.bound.items()}


def errors(text: str, which: int = -1) -> list[str]:
    return [error.kind for error in binding(parse(text), which).errors]


class TestNames:
    @pytest.mark.parametrize(("text", "wanted"), [
        ("Get-Content -Path a", {"Path": "a"}),
        ("Get-Content -Path:a", {"Path": "a"}),
        ("Get-Content -Path: a", {"Path": "a"}),
        ("Get-Content -pa a", {"Path": "a"}),
        ("Get-Content -PSPath a", {"LiteralPath": "a"}),
        ("Get-Content -Path a, b", {"Path": "a, b"}),
        ("Get-Content -Path (1 + 1)", {"Path": "(1 + 1)"}),
        ("Get-Content a -ea 0", {"Path": "a", "ErrorAction": "0"}),
        ("Get-Content a -Verb", {"Path": "a", "Verbose": None}),
        ("Get-Content -Raw a", {"Raw": None, "Path": "a"}),
        ("Get-Content -Raw:$false a", {"Raw": "$false", "Path": "a"}),
        ("Get-Content -Path -5", {"Path": "-5"}),
        ("Get-Content -Path -NoSuch", {"Path": "-NoSuch"}),
        ("Get-Content –Path a", {"Path": "a"}),
    ])
    def test_a_name_takes_the_value_behind_it(self, text: str, wanted: dict[str, str | None]) -> None:
        assert bound(text) == wanted
        assert errors(text) == []

    @pytest.mark.parametrize(("text", "wanted", "kinds"), [
        ("Get-Content -NoSuch a b", {"Path": "b"}, ["ParameterNotFound"]),
        ("Get-Content -T 1 b", {"Path": "b"}, ["AmbiguousParameter"]),
        ("Get-Content -Path a -Path b", {"Path": "a"}, ["AlreadyBound"]),
        ("Get-Content a b", {"Path": "a"}, ["PositionalNotFound"]),
        ("Get-Content a -Filter", {"Path": "a", "Filter": None}, ["MissingArgument"]),
        ("Get-Content a -Filter -Raw", {"Path": "a", "Filter": None, "Raw": None}, ["MissingArgument"]),
        ("Get-Content -Path a -LiteralPath b", {}, ["NoParameterSet"]),
        ("Invoke-Command -ComputerName a -ThrottleLimit 1", {"ComputerName": "a", "ThrottleLimit": "1"}, ["AmbiguousSet"]),
    ])
    def test_what_does_not_bind_is_an_error(self, text: str, wanted: dict[str, str | None], kinds: list[str]) -> None:
        assert bound(text) == wanted
        assert errors(text) == kinds

    def test_a_switch_may_be_off(self) -> None:
        found = binding(parse("Get-Content a -Raw:$false -Wait:$true")).bound
        assert found["Raw"].is_switched_off
        assert not found["Wait"].is_switched_off


class TestPositions:
    @pytest.mark.parametrize(("text", "wanted"), [
        ("Copy-Item a b", {"Path": "a", "Destination": "b"}),
        ("Copy-Item -Destination b a", {"Path": "a", "Destination": "b"}),
        ("Where-Object { $_ }", {"FilterScript": "{ $_ }"}),
        ("Where-Object Name -eq x", {"Property": "Name", "Value": "x", "EQ": None}),
        ("ForEach-Object { 1 }", {"Process": "{ 1 }"}),
        ("ForEach-Object Name", {"MemberName": "Name"}),
        ("ForEach-Object { 1 } { 2 }", {"Process": "{ 1 }", "RemainingScripts": "{ 2 }"}),
        ("Start-Sleep 1", {"Seconds": "1", "Duration": "1"}),
        ("Join-Path a b", {"Path": "a", "ChildPath": "b"}),
        ("Join-Path a b c d", {"Path": "a", "ChildPath": "b", "AdditionalChildPath": "c"}),
        ("Write-Host a b", {"Object": "a"}),
        ("Write-Host a, b c", {"Object": "a"}),
        ("New-Object Byte[] 4", {"TypeName": "Byte[]", "ArgumentList": "4"}),
        ("New-Item - a", {"Path": "a"}),
        ("Get-Date", {}),
    ])
    def test_values_go_where_they_fit(self, text: str, wanted: dict[str, str | None]) -> None:
        assert bound(text) == wanted

    def test_all_that_remains_is_kept(self) -> None:
        script = parse("Write-Host a b c")
        found = binding(script)
        assert [script.source(value) for value in found.bound["Object"].values] == ["a", "b", "c"]
        assert [b.parameter.name for b in found.by_position] == ["Object"]

    def test_a_name_among_positions(self) -> None:
        found = binding(parse("Copy-Item a -Destination b"))
        assert [b.parameter.name for b in found.by_position] == ["Path"]
        assert found.value("Destination") is not None
        assert found.value("Filter") is None


class TestUnknownParts:
    def test_a_splatted_variable_hides_one_argument(self) -> None:
        found = binding(parse("Copy-Item @a b"))
        assert found.splatted
        assert shown(parse("Copy-Item @a b"), found) == {"Destination": "b"}
        assert not binding(parse("Copy-Item a")).splatted

    def test_what_is_piped_narrows_the_sets(self) -> None:
        assert binding(parse("1 | Get-Random")).from_pipeline == ["InputObject"]
        assert errors("1 | Get-Random") == []
        assert binding(parse("Get-Random")).from_pipeline == []


class TestOwnFunctions:
    @pytest.mark.parametrize(("function", "call", "wanted"), [
        ("function f($A, $B) {}", "f 1 2", {"A": "1", "B": "2"}),
        ("function f { param($A, [switch]$S, $B) }", "f 1 2 -S", {"A": "1", "B": "2", "S": None}),
        ("function f { param([Parameter(Position = 1)]$A, [Parameter(Position = 0)]$B) }", "f 1 2", {"A": "2", "B": "1"}),
        ("function f { param([Parameter(Position = 0)]$A, $B) }", "f 1 2", {"A": "1"}),
        ("function f { [CmdletBinding(PositionalBinding = $false)]param($A) }", "f 1", {}),
        ("function f { param($A, [Parameter(ValueFromRemainingArguments)]$R) }", "f 1 2 3", {"A": "1", "R": "2"}),
        ("function f { [CmdletBinding()]param($A) }", "f -Verbose -ov x", {"Verbose": None, "OutVariable": "x"}),
        ("function f { param($A) }", "f -Verbose", {}),
        ("function f { [CmdletBinding(SupportsShouldProcess)]param($A) }", "f -wi", {"WhatIf": None}),
        ("function f { [CmdletBinding(SupportsPaging)]param($A) }", "f -First 3", {"First": "3"}),
        ("function f { param([Alias('z')]$A) }", "f -z 1", {"A": "1"}),
        ("function f { [CmdletBinding()]param($Ver) }", "f -Ver 1", {"Ver": "1"}),
        ("function f { [CmdletBinding()]param($Wolf) }", "f -W 1", {"Wolf": "1"}),
    ])
    def test_a_function_of_the_script_binds_by_its_declaration(self, function: str, call: str, wanted: dict[str, str | None]) -> None:
        assert bound(f"{function}\n{call}") == wanted

    def test_sets_of_a_function(self) -> None:
        text = (
            "function f { [CmdletBinding(DefaultParameterSetName = 'n')]param([Parameter(ParameterSetName = 'n', Position = 0)][string]$Name,"
            "[Parameter(ParameterSetName = 'b', Position = 0)][scriptblock]$Block, [Parameter(ParameterSetName = 'b')]$Other) }\n"
        )
        assert bound(text + "f x") == {"Name": "x"}
        assert bound(text + "f { 1 }") == {"Block": "{ 1 }"}
        assert bound(text + "f x -Other 1") == {"Other": "1", "Block": "x"}


class TestSize:
    def test_many_arguments_take_time_in_proportion(self) -> None:
        found = binding(parse("Write-Host " + "a " * 20_000))
        assert len(found.bound["Object"].values) == 20_000
