"""Which command a name stands for."""

import pytest

from pipeline.powershell.commands import Commands, function_info, session_command
from pipeline.powershell.nodes import CommandAst, FunctionDefinitionAst
from pipeline.powershell.script import parse


def name(text: str, which: int = -1) -> str | None:
    script = parse(text)
    node = script.nodes[CommandAst][which]
    assert isinstance(node, CommandAst)
    return Commands(script).name(node)


@pytest.mark.parametrize(("text", "wanted"), [
    ("get-childitem", "Get-ChildItem"),
    ("gci", "Get-ChildItem"),
    ("& 'gci'", "Get-ChildItem"),
    ("% { }", "ForEach-Object"),
    ("Microsoft.PowerShell.Management\\get-childitem", "Get-ChildItem"),
    ("Other.Module\\get-childitem", "Other.Module\\get-childitem"),
    ("childitem", "Get-ChildItem"),
    ("get-wmiobject", "Get-WmiObject"),
    ("md x", "mkdir"),
    ("nothing-known", "nothing-known"),
    ("./script.ps1", "./script.ps1"),
    ("& $x", None),
    ("& { }", None),
])
def test_a_name_stands_for_a_command_of_a_session(text: str, wanted: str | None) -> None:
    assert name(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("function gci {}\nGCI", "gci"),
    ("function Get-Thing { [Alias('gt', 'gth')]param() }\ngth", "Get-Thing"),
    ("function Get-Thing {}\nSet-Alias gt Get-Thing\ngt", "Get-Thing"),
    ("function Get-Thing {}\nSet-Alias -Value Get-Thing -Name gt\ngt", "Get-Thing"),
    ("function Get-Thing {}\nnal gt Get-Thing -Force\ngt", "Get-Thing"),
    ("sal a b\nsal b gci\na", "Get-ChildItem"),
    ("sal a b\nsal b a\na", "a"),
    ("sal a $b\na", "a"),
    ("function outer { function inner {} }\nINNER", "inner"),
    ("class C { [void] Run() {} }\nrun", "run"),
])
def test_a_scripts_own_names_go_first(text: str, wanted: str) -> None:
    assert name(text) == wanted


def test_the_last_function_of_a_name_counts() -> None:
    info = Commands(parse("function f($A) {}\nfunction F($B) {}")).info("f")
    assert info is not None
    assert list(info.parameters) == ["B"]


def test_an_unknown_command_is_not_known() -> None:
    assert session_command("Get-Nothing") is None
    assert session_command("") is None
    assert Commands(parse("x")).info("x") is None


@pytest.mark.parametrize(("text", "advanced"), [
    ("function f($A) {}", False),
    ("function f { [CmdletBinding()]param($A) }", True),
    ("function f { param([Parameter()]$A) }", True),
    ("function f { param([ValidateNotNull()]$A) }", False),
])
def test_an_advanced_function_takes_common_parameters(text: str, *, advanced: bool) -> None:
    (function,) = parse(text).nodes[FunctionDefinitionAst]
    assert isinstance(function, FunctionDefinitionAst)
    info = function_info(function)
    assert bool(info.common) is advanced
    assert bool(info.matching("Verbose")) is advanced
    assert not info.supports_should_process
