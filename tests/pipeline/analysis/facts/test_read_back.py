"""What an analysis says of parameters and arguments is what the front end read: nothing is lost or told otherwise on the way into a row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.analysis.context import Context
from pipeline.analysis.detecting.engine import detected
from pipeline.analysis.detecting.masking import masked
from pipeline.analysis.report import Rules
from pipeline.analyze import examine
from pipeline.powershell.script import parse
from pipeline.powershell.semantics import describe

EXAMPLES = Path(__file__).parents[4] / "examples"
FORMS = """<#
.SYNOPSIS
    Forms.
.PARAMETER Name
    Whose.
#>
param([Parameter(Mandatory, Position = 1, ValueFromPipeline)][Alias('Who', 'Whom')][string[]] $Name = @('a', "b"), [ValidateSet('x', 'y')] $Kind)
class Pair { [int] Sum([int] $Left, [int] $Right = 2) { return $Left + $Right } }
filter Same { $_ }
function Outer([int] $Depth = 1) { function Inner { param([switch] $Deep) } Inner -Deep }
gci -Rec -Path:. -Fi *.log | Sort-Object Name, Length -Descending
& 'Get-Item' -LiteralPath $Name -ErrorAction Stop; Get-Item @splatted
Some-Thing -Unknown 1
. { param($Loose) $Loose }
Write-Output "inner: $(Get-Date -Format o)"
"""
NAMES = {
    "name": "name", "type": "type", "mandatory": "mandatory", "position": "position", "pipeline": "fromPipeline", "by_name": "byPropertyName",
    "aliases": "aliases", "set": "validValues",
}


def texts() -> list[tuple[str, str]]:
    return [("forms", FORMS), *((path.name, path.read_bytes().decode("utf-8-sig")) for path in sorted(EXAMPLES.rglob("*.ps*1")))]


@pytest.mark.parametrize("text", [text for _, text in texts()], ids=[name for name, _ in texts()])
def test_a_stored_analysis_says_what_was_read(text: str) -> None:
    result, error = examine("x.ps1", "ps1", text.encode(), Rules())
    stored, meant = json.loads(result), describe(parse(text))
    assert error is None
    assert stored["parameter_docs"]["parameters"] == parameters(text, meant["functions"][0])
    assert [(each["name"], each["start"], each["parameters"]) for each in stored["parameter_docs"]["functions"]] == [
        (each["name"], each["start"], parameters(text, each)) for each in meant["functions"][1:]
    ]
    told = {(each["name"], each["start"]): [[one[key] for key in ("name", "start", "end")] for one in each["parameters"]]
            for each in stored["command_details"]}
    assert told == {(name, start): bound for name, start, bound, _ in meant["commands"]}


def parameters(text: str, function: dict[str, Any]) -> list[dict[str, Any]]:
    helped = {name.upper(): said for name, said in ((function["help"] or {}).get("parameters") or {}).items()}
    return [
        {told: each[name] for name, told in NAMES.items()}
        | {"default": shown(text, text[slice(*each["default"])]) if each["default"] else None, "help": helped.get(each["name"].upper())}
        for each in function["parameters"]
    ]


def shown(text: str, piece: str) -> str:
    """What of a script's text may be told."""
    return masked(piece, Context(parse(text)).shared(detected).secrets)
