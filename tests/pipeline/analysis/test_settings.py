"""Settings are data: files of people are read as they mean them, and nothing in them is ever run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.analysis.catalog import load_rules
from pipeline.analysis.presets import PRESETS
from pipeline.analysis.settings import Settings, SettingsError, choose, parse_settings, read_settings, settings_from


def names(settings: Settings) -> set[str]:
    return {chosen.rule.name for chosen in choose(settings)}


def test_default_rules() -> None:
    assert names(Settings()) == {rule.name for rule in load_rules() if rule.metadata.enabled}


def test_psd1_as_people_write_it() -> None:
    settings = parse_settings(
        b"""@{
            # All of these are data.
            Severity = 'Warning', 'Error'
            IncludeRules = @('PSAvoid*', 'PSUseApprovedVerbs')
            excluderules = 'PSAvoidUsingWMICmdlet'
            Rules = @{
                PSAvoidOverwritingBuiltInCmdlets = @{ PowerShellVersion = @('core-6.1.0-linux') }
                PSAvoidUsingWriteHost = @{ Enable = $false }
            }
        }""",
        "x.psd1",
    )
    assert settings.severities == {"Warning", "Error"}
    chosen = {each.rule.name: each.options for each in choose(settings)}
    assert {"PSAvoidGlobalVars", "PSUseApprovedVerbs"} <= set(chosen)
    assert not {"PSAvoidUsingWMICmdlet", "PSAvoidUsingWriteHost", "PSAvoidTrailingWhitespace", "PSReservedParams"} & set(chosen)
    assert chosen["PSAvoidOverwritingBuiltInCmdlets"] == {"PowerShellVersion": ("core-6.1.0-linux",)}


def test_json_and_any_case() -> None:
    settings = parse_settings(json.dumps({"includerules": "psavoidusingwritehost", "SEVERITY": "warning"}).encode(), "x.json")
    assert names(settings) == {"PSAvoidUsingWriteHost"}
    assert settings.severities == {"Warning"}


def test_severity_goes_before_inclusion() -> None:
    assert names(Settings(include=("PSAvoidUsingWriteHost",), severities=frozenset({"Error"}))) == set()


def test_options_by_any_case_and_unknown_ones_ignored() -> None:
    settings = settings_from({"Rules": {"psavoidoverwritingbuiltincmdlets": {"powershellversion": "core-6.1.0-linux", "Nonsense": [1]}}}, "x")
    (chosen,) = [each for each in choose(settings) if each.rule.name == "PSAvoidOverwritingBuiltInCmdlets"]
    assert chosen.options == {"PowerShellVersion": ("core-6.1.0-linux",)}


@pytest.mark.parametrize("preset", PRESETS)
def test_presets(preset: str) -> None:
    settings = read_settings(preset.upper())
    assert settings.include
    choose(settings)


def test_custom_rules_are_not_run_but_their_names_are_allowed() -> None:
    settings = settings_from({"CustomRulePath": "rules", "IncludeDefaultRules": True, "IncludeRules": ["Measure-Mine", "PSUseApprovedVerbs"]}, "x")
    assert names(settings) == {"PSUseApprovedVerbs"}
    assert "are not run" in settings.notes[0]


DEEP = 1200
WRONG = {
    "no table": (b"42", "no table"),
    "an unknown key": (b"@{ IncludeRule = 'PSAvoid*' }", "'IncludeRule'"),
    "an unknown rule": (b"@{ IncludeRules = 'PSAvoidEverything' }", "'PSAvoidEverything'"),
    "an unknown rule with options": (b"@{ Rules = @{ PSNone = @{ Enable = $true } } }", "'psnone'"),
    "an unknown severity": (b"@{ Severity = 'Fatal' }", "'Fatal'"),
    "a number for a name": (b"@{ ExcludeRules = 3 }", "ExcludeRules"),
    "a text for a table": (b"@{ Rules = 'all' }", "Rules"),
    "a text for options": (b"@{ Rules = @{ PSAvoidUsingWriteHost = 'off' } }", "options"),
    "a text for true": (b"@{ IncludeDefaultRules = 'yes' }", "IncludeDefaultRules"),
    "a command": (b"@{ IncludeRules = Get-Content list.txt }", "code"),
    "a call": (b"@{ IncludeRules = [IO.File]::ReadAllText('x') }", "code"),
    "a subexpression": (b'@{ IncludeRules = "$(Remove-Item x)" }', "code"),
    "an expression": (b"Remove-Item x; @{}", "code"),
    "half a table": (b"@{ IncludeRules = ", "line 1"),
    "a thousand levels": (b"@{ a = " * DEEP + b"1" + b" }" * DEEP, ""),
    "a thousand brackets": (b"@{ IncludeRules = " + b"(" * DEEP + b"1" + b")" * DEEP + b" }", ""),
    "broken json": (b'{"IncludeRules": [', "JSON"),
    "deep json": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, ""),
    "too much": (b"#" * 1_000_001, "megabyte"),
    "nothing": (b"", ""),
    "bytes": (bytes(range(256)), ""),
}


@pytest.mark.parametrize(("data", "told"), WRONG.values(), ids=WRONG)
def test_wrong_settings_are_one_sentence(data: bytes, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings(data, "x.psd1")
    assert told in str(caught.value)
    assert str(caught.value).count("\n") == 0
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("value", ["yes", 1, None, ["x"]])
def test_enable_is_true_or_false(value: object) -> None:
    with pytest.raises(SettingsError, match="Enable of PSAvoidUsingWriteHost must be true or false"):
        choose(settings_from({"Rules": {"PSAvoidUsingWriteHost": {"Enable": value}}}, "x"))


def test_a_file_that_is_not_there_names_the_presets(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PSGallery"):
        read_settings(tmp_path / "none.psd1")


@pytest.mark.parametrize(("options", "runs"), [
    ({}, False),
    ({"Compatibility": ["core-6.1.0-linux"]}, True),
    ({"compatibility": ["core-6.1.0-linux"], "Enable": False}, False),
    ({"Enable": True}, True),
])
def test_an_option_may_switch_its_rule_on(options: dict[str, object], *, runs: bool) -> None:
    chosen = choose(settings_from({"Rules": {"PSUseCompatibleCmdlets": options}}, "test"))
    assert ("PSUseCompatibleCmdlets" in {one.rule.name for one in chosen}) == runs
