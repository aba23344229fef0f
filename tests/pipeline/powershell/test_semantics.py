"""A script's functions and commands as plain data."""

import json

from pipeline.powershell.script import parse
from pipeline.powershell.semantics import describe

SCRIPT = """<#
.SYNOPSIS
Does it.
.PARAMETER Name
Whose.
.EXAMPLE
it
#>
param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][Alias('n')][ValidateSet('a', 'b')][string]$Name = 'a')

function Get-It([switch]$All) { Get-Content -Path $Name -Raw -Wait:$false }
Get-It -All
other $x
& $y
"""


def test_functions_and_commands_are_told() -> None:
    told = json.loads(json.dumps(describe(parse(SCRIPT))))
    script, function = told["functions"]
    assert script["help"] == {
        "synopsis": "Does it.\n", "description": None, "notes": None, "parameters": {"NAME": "Whose.\n"}, "examples": ["it\n\n"], "links": [],
    }
    default = SCRIPT.index("'a')\n")
    assert (script["name"], script["start"]) == (None, 0)
    assert script["parameters"] == [{
        "name": "Name", "type": "System.String", "mandatory": True, "position": 0, "pipeline": True, "by_name": False, "aliases": ["n"],
        "set": ["a", "b"], "default": [default, default + 3],
    }]
    assert (function["name"], function["start"], function["help"]) == ("Get-It", SCRIPT.index("function"), None)
    assert function["parameters"][0]["type"] == "System.Management.Automation.SwitchParameter"
    path = SCRIPT.index("$Name -Raw")
    assert told["commands"] == [
        ["Get-Content", SCRIPT.index("Get-Content"), [["Path", path, path + 5]], 2],
        ["Get-It", SCRIPT.index("Get-It -All"), [["All", -1, -1]], 0],
        ["other", SCRIPT.index("other"), [], 0],
    ]


def test_an_empty_script_has_nothing_to_tell() -> None:
    assert describe(parse("")) == {"functions": [{"name": None, "start": 0, "help": None, "parameters": []}], "commands": []}


def test_rubbish_is_described() -> None:
    for text in ("function", "param(", "}{)(", "f -", "<# .SYNOPSIS", "function f {", "[", "@{", "& ", "\0", "\ud800"):
        assert describe(parse(text))["functions"][0]["start"] == 0
