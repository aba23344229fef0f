"""What formatting makes of a script, preset by preset."""

from __future__ import annotations

import pytest

from pipeline.analysis.formatting import PRESETS, format_text
from pipeline.analysis.settings import read_settings, settings_from

ROUGH = """\
function Get-Thing($Name)
{
if($Name -EQ 'x'){
  get-childitem -path . |
  Where-Object Length
} else { 2 }
  $table = @{
  a = 1
    long = 2
  }
}
"""

NEAT = """\
function Get-Thing($Name) {
    if ($Name -eq 'x') {
        Get-ChildItem -Path . |
            Where-Object Length
    }
    else { 2 }
    $table = @{
        a    = 1
        long = 2
    }
}
"""


def test_a_rough_script_becomes_neat() -> None:
    assert format_text(ROUGH, read_settings("CodeFormatting")) == (NEAT, [])


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_laid_out_stays_as_it_is(preset: str) -> None:
    settings = read_settings(preset)
    once, _ = format_text(ROUGH, settings)
    assert format_text(once, settings) == (once, [])


def test_allman_gives_braces_lines_of_their_own() -> None:
    text, _ = format_text("if ($a) {\n    1\n}\n", read_settings("CodeFormattingAllman"))
    assert text == "if ($a)\n{\n    1\n}\n"


def test_one_true_brace_style_keeps_branches_together() -> None:
    text, _ = format_text("if ($a) {\n    1\n}\nelse {\n    2\n}\n", read_settings("CodeFormattingOTBS"))
    assert text == "if ($a) {\n    1\n} else {\n    2\n}\n"


def test_line_ends_stay_as_they_are() -> None:
    text, _ = format_text("if ($a)\r\n{\r\n1\r\n}\r\n", read_settings("CodeFormatting"))
    assert text == "if ($a) {\r\n    1\r\n}\r\n"


def test_only_what_settings_name_is_applied() -> None:
    settings = settings_from({"IncludeRules": ["PSUseCorrectCasing"], "Rules": {"PSUseCorrectCasing": {"Enable": True}}}, "these")
    assert format_text("IF($a){1}", settings) == ("if($a){1}", [])


@pytest.mark.parametrize("text", ["", "\n", "if (", "@{", "}", "'", "function {", "a |", "`", "$x = @{ a = 1; b ="])
def test_broken_scripts_come_out_whole(text: str) -> None:
    laid_out, _ = format_text(text, read_settings("CodeFormatting"))
    assert "".join(laid_out.split()).lower() == "".join(text.split()).lower()
