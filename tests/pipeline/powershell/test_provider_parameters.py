"""Parameters that a command has for files only."""

import pytest

from pipeline.powershell.commands import Commands
from pipeline.powershell.nodes import CommandAst
from pipeline.powershell.provider_parameters import reachable
from pipeline.powershell.script import parse


@pytest.mark.parametrize(("text", "there"), [
    ("Get-Content", True), ("Get-Content a.txt -Raw", True), ("Get-Content (Join-Path $a b) -Raw", True), ('Get-Content "$a/b" -Raw', True),
    ("Get-Content $HOME -Raw", True), ("Get-Content $profile.AllUsersAllHosts -Raw", True), ("Get-Content a, b -Raw", True), ("Get-Content 1", True),
    ("Get-Content $a -Raw", False), ("Get-Content -LiteralPath $a.b -Raw", False), ("Get-Content $a[0]", False), ("Get-Content a, $b", False),
    ("Get-Content C:/a", False), ('Get-Content "$env:TEMP/a"', False), ("Get-Content (f $script:a)", False),
    ("Get-Content -Raw $a", True), ("Set-Content $a b", False), ("function Get-Content($Path, $Raw) {}\nGet-Content $a", True),
])
def test_they_are_there_if_the_path_is_known_before_anything_runs(text: str, *, there: bool) -> None:
    script = parse(text)
    node = script.nodes[CommandAst][0]
    assert isinstance(node, CommandAst)
    info = Commands(script).info(node.command_name() or "")
    assert info is not None
    assert (reachable(node, info, script) is info) is there


def test_a_command_without_them_stays_as_it_is() -> None:
    script = parse("Get-Item $a")
    node = script.nodes[CommandAst][0]
    assert isinstance(node, CommandAst)
    info = Commands(script).info("Get-Item")
    assert info is not None
    assert reachable(node, info, script) is info
