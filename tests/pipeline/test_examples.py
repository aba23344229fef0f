"""The examples, analysed and stored like any upload: what a person expects of each field, and the page that shows what is stored.

`make examples-page` writes the page anew.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.engine import open_engine
from pipeline.analysis.judgement import ATTACK
from pipeline.config import Settings
from pipeline.exports import book
from pipeline.exports.report import Report
from pipeline.library.records import Analysis
from pipeline.library.scripts import get_script
from tests.pipeline.flow import open_library, script
from tests.servers import Cluster
from workers.embedded.redis import Redis

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PAGE = ROOT / "docs" / "examples.md"
INTRODUCTION = """\
What PSScript says of each script in [examples](../examples), field by field, as it is stored. The program wrote this page; `make examples-page`
writes it anew. How the scores are made is told in [scores.md](scores.md)."""
VIEW = "Inventory/Inventory.Format.ps1xml"
"""An example that is no PowerShell: nothing is known of it, and each field says why."""


@pytest.fixture(scope="module")
def reports(cluster: Cluster, redis_server: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Report]]:
    """What is stored of each example, by its path. They are handed in once for all tests."""
    name = cluster.create()
    dsn = cluster.dsn(name)
    settings = Settings.from_environment({}, data=tmp_path_factory.mktemp("data"), database_url=dsn, redis_url=redis_server.url)
    engine = open_engine(dsn)
    with open_library(settings, engine) as library:
        library.client.flushall()
        ann = library.user("ann")
        paths = sorted(path for path in EXAMPLES.rglob("*") if path.suffix in (".ps1", ".psm1", ".psd1", ".ps1xml"))
        uploads = library.upload(ann, *(script(path.read_bytes(), path.relative_to(ROOT).as_posix(), name=path.name) for path in paths))
        found = {}
        for path, upload in zip(paths, uploads, strict=True):
            stored, analysis = get_script(engine, ann, upload["script_id"])
            assert analysis is not None
            found[path.relative_to(EXAMPLES).as_posix()] = Report(stored, analysis)
    yield found
    engine.dispose()
    cluster.drop(name)


def test_the_page_is_what_the_program_says(reports: dict[str, Report]) -> None:
    page = book.write("The examples, read", INTRODUCTION, reports.items())
    if os.environ.get("WRITE_PAGES"):
        PAGE.write_bytes(page)
    assert PAGE.read_bytes() == page, "`make examples-page` writes it anew"


def test_no_two_examples_share_a_purpose(reports: dict[str, Report]) -> None:
    purposes = {name: report.analysis.purpose for name, report in reports.items() if name != VIEW}
    assert None not in purposes.values()
    assert len(set(purposes.values())) == len(purposes)


FIELDS = (
    "purpose", "parameter_docs", "command_details", "ms_docs_references", "security_issues", "best_practice_violations", "performance_insights",
    "potential_risks", "code_complexity_metrics", "compatibility_notes", "execution_summary", "suggestions",
)  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_no_powershell_is_not_judged(reports: dict[str, Report], field: str) -> None:
    analysis = reports[VIEW].analysis
    assert getattr(analysis, field) is None
    assert analysis.unknown[field] == {"code": "not_powershell", "message": "This kind of file is not PowerShell."}


@pytest.mark.parametrize(
    "field",
    ["quality_score", "risk_score", "performance_insights", "potential_risks", "code_complexity_metrics", "compatibility_notes", "execution_summary"],
)
def test_what_cannot_be_read_is_not_judged(reports: dict[str, Report], field: str) -> None:
    analysis = reports["half-finished.ps1"].analysis
    assert getattr(analysis, field) is None
    assert analysis.unknown[field]["message"] == "PowerShell cannot read this script (line 7: The closing brace is missing.)"


def pick(analysis: Analysis, field: str, where: dict[str, Any], wanted: set[str]) -> list[dict[str, Any]]:
    """Of the rows of a field that are as `where` says, what is expected of them."""
    rows = getattr(analysis, field)
    return [{key: row[key] for key in wanted} for row in rows if all(row[key] == value for key, value in where.items())]


# field, example, which rows, and what a person expects of each of them
ROWS: tuple[tuple[str, str, dict[str, Any], list[dict[str, Any]]], ...] = (
    ("command_details", "Backup-Folder.ps1", {"command": "Compress-Archive"}, [
        {"line": 38, "module": "Microsoft.PowerShell.Archive", "purpose": "packs files into an archive", "touches": "files",
         "platforms": ["PowerShell 6.1 on Linux", "PowerShell 6.1 on Windows", "PowerShell 6.1 on macOS", "Windows PowerShell 5.1"]},
    ]),
    ("command_details", "cleanup-temp.ps1", {"name": "del"}, [
        {"command": "Remove-Item", "line": 10, "action": "deletes", "touches": "files", "target": "$f.FullName",
         "link": "https://learn.microsoft.com/powershell/module/microsoft.powershell.management/remove-item"},
    ]),
    ("command_details", "New-TeamAccount.ps1", {"command": "New-ADUser"}, [{"module": None, "purpose": None, "link": None, "touches": "accounts"}]),
    ("ms_docs_references", "Find-SlowRoute.ps1", {}, [
        {"title": "Measure-Object", "url": "https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/measure-object", "uses": 1},
    ]),
    ("ms_docs_references", "cleanup-temp.ps1", {"title": "about_Try_Catch_Finally"}, [
        {"url": "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_try_catch_finally"},
    ]),
    ("ms_docs_references", "New-TeamAccount.ps1", {"title": "New-ADUser"}, []),
    ("security_issues", "nightly-report.ps1", {"rule": "PS002_SecureStringLiteral"}, [{"line": 21, "severity": "High", "cwe": ["CWE-798"]}]),
    ("security_issues", "looks-like-an-attack.ps1", {"severity": "Critical"}, [
        {"rule": "PS012_DownloadCradle", "line": 21, "attack": ["T1105", "T1059.001"]},
    ]),
    ("security_issues", "Backup-Folder.ps1", {}, []),
    ("best_practice_violations", "cleanup-temp.ps1", {"rule": "PSPossibleIncorrectComparisonWithNull"}, [
        {"line": 16, "severity": "Warning",
         "corrections": [{"line": 16, "column": 48, "endLine": 16, "endColumn": 63, "text": "$null -ne $days"}]},
    ]),
    ("best_practice_violations", "half-finished.ps1", {"severity": "ParseError"}, [
        {"rule": "MissingEndCurlyBrace", "line": 2}, {"rule": "MissingEndCurlyBrace", "line": 7},
    ]),
    ("best_practice_violations", "Get-DiskReport.ps1", {}, []),
    ("performance_insights", "cleanup-temp.ps1", {}, [{"code": "array_grows_in_loop", "line": 15}]),
    ("performance_insights", "New-TeamAccount.ps1", {}, [{"code": "query_in_loop", "line": 54}]),
    ("performance_insights", "Get-DiskReport.ps1", {}, []),  # it asks another computer in each turn
    ("potential_risks", "setup-workstation.ps1", {"severity": "medium"}, [
        {"command": "Start-Process", "action": "starts", "line": 12, "reversible": False},
        {"command": "Invoke-Expression", "action": "starts", "line": 19, "reversible": False},
    ]),
    ("potential_risks", "Set-FirewallBaseline.ps1", {"command": "Remove-NetFirewallRule"}, [
        {"action": "deletes", "area": "network", "severity": "high", "target": "$rule.Name", "targetIsConstant": False},
    ]),
    ("potential_risks", "Convert-LogToJson.ps1", {}, []),
    ("compatibility_notes", "Export-CloudCost.ps1", {"kind": "lowest_version"}, [{"version": "7.2", "line": 1}]),
    ("compatibility_notes", "nightly-report.ps1", {"kind": "deprecated"}, [{"names": ["Send-MailMessage"], "line": 23}]),
    ("compatibility_notes", "Backup-Folder.ps1", {}, [{"message": "Needs PowerShell 5.1 or later: no older version has Compress-Archive."}]),
    ("suggestions", "cleanup-temp.ps1", {"rank": 1}, [{"about": "PSAvoidUsingCmdletAliases", "times": 5, "lines": [6, 7, 7, 10, 19]}]),
    ("suggestions", "nightly-report.ps1", {"about": "PSAvoidUsingPlainTextForPassword"}, [
        {"correction": {"line": 5, "column": 5, "endLine": 5, "endColumn": 13, "text": "[SecureString]"}},
    ]),
    ("suggestions", "Publish-Package.ps1", {}, []),
)  # fmt: skip


@pytest.mark.parametrize(("field", "example", "where", "expected"), ROWS, ids=[f"{row[0]}-{row[1]}-{number}" for number, row in enumerate(ROWS)])
def test_a_person_expects(reports: dict[str, Report], field: str, example: str, where: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    wanted = set(expected[0]) if expected else {"line"} if field != "ms_docs_references" else {"url"}
    assert pick(reports[example].analysis, field, where, wanted) == expected


def test_parameters_as_a_person_expects(reports: dict[str, Report]) -> None:
    keep = reports["Backup-Folder.ps1"].analysis.parameter_docs["parameters"][2]
    assert (keep["name"], keep["type"], keep["mandatory"], keep["default"]) == ("Keep", "System.Int32", False, "7")
    assert keep["help"].strip() == "How many archives stay; older ones are removed."
    (path,) = reports["Convert-LogToJson.ps1"].analysis.parameter_docs["parameters"]
    assert (path["type"], path["aliases"], path["fromPipeline"], path["mandatory"]) == ("System.String[]", ["FullName"], True, True)
    functions = reports["Inventory/Inventory.psm1"].analysis.parameter_docs["functions"]
    assert [(each["name"], [parameter["name"] for parameter in each["parameters"]]) for each in functions] == [
        ("Get-InstalledProgram", ["Name"]), ("Export-Inventory", ["Folder"]), ("Compare-Inventory", ["Before", "After"]),
    ]  # fmt: skip


def test_measures_as_a_person_counts_them(reports: dict[str, Report]) -> None:
    cleanup = reports["cleanup-temp.ps1"].analysis.code_complexity_metrics
    assert {key: cleanup[key] for key in ("lines", "codeLines", "commentLines", "blankLines", "functionCount")} == {
        "lines": 20, "codeLines": 17, "commentLines": 2, "blankLines": 1, "functionCount": 0,
    }  # fmt: skip
    assert cleanup["whole"]["cyclomatic"] == 7  # one, two loops, one catch, one if, two -and
    manifest = reports["Inventory/Inventory.psd1"].analysis.code_complexity_metrics
    assert (manifest["whole"]["cyclomatic"], manifest["whole"]["nesting"], manifest["functions"]) == (1, 0, [])
    (first, *_) = reports["Inventory/Inventory.psm1"].analysis.code_complexity_metrics["functions"]
    assert (first["name"], first["line"], first["cyclomatic"]) == ("Get-InstalledProgram", 7, 2)


def test_what_running_touches_as_a_person_expects(reports: dict[str, Report]) -> None:
    firewall = reports["Set-FirewallBaseline.ps1"].analysis.execution_summary
    assert [each["command"] for each in firewall["network"]] == [
        "Set-NetFirewallProfile", "Get-NetFirewallRule", "Remove-NetFirewallRule", "New-NetFirewallRule",
    ]  # fmt: skip
    assert firewall["elevation"]["needed"] is True
    route = reports["Find-SlowRoute.ps1"].analysis.execution_summary
    assert [each["command"] for each in route["network"]] == ["[System.Net.NetworkInformation.Ping]::new"]
    assert route["elevation"] == {"needed": False, "reasons": []}
    cleanup = reports["cleanup-temp.ps1"].analysis.execution_summary
    assert [each["target"] for each in cleanup["writes"]] == ["c:\\temp\\cleanup.log"]
    assert [(each["command"], each["line"]) for each in cleanup["deletes"]] == [("Remove-Item", 10)]


def test_categories_as_a_person_files_them(reports: dict[str, Report]) -> None:
    proposed = {name: report.analysis.proposed_category for name, report in reports.items()}
    assert {name: found["name"] for name, found in proposed.items() if found} == {
        "Backup-Folder.ps1": "Backup & Recovery", "Convert-LogToJson.ps1": "Data Management", "Export-CloudCost.ps1": "Cloud Management",
        "Find-SlowRoute.ps1": "Network Management", "Get-DiskReport.ps1": "System Administration",
        "Inventory/Inventory.psd1": "Monitoring & Diagnostics", "Inventory/Inventory.psm1": "Monitoring & Diagnostics",
        "New-TeamAccount.ps1": "Active Directory", "Publish-Package.ps1": "Automation & DevOps",
        "Set-FirewallBaseline.ps1": "Security & Compliance", "Test-CertificateExpiry.ps1": "Security & Compliance",
        "cleanup-temp.ps1": "Utilities & Helpers", "half-finished.ps1": "System Administration", "nightly-report.ps1": "Data Management",
        "setup-workstation.ps1": "System Administration",
    }  # fmt: skip
    assert proposed["looks-like-an-attack.ps1"] is None
    assert reports["looks-like-an-attack.ps1"].analysis.unknown["proposed_category"]["code"] == "no_behaviour"


@pytest.mark.parametrize(
    ("name", "attack"),
    [
        ("looks-like-an-attack.ps1", True),
        ("nightly-report.ps1", False),
        ("cleanup-temp.ps1", False),
        ("Test-CertificateExpiry.ps1", False),
        ("New-TeamAccount.ps1", False),
    ],
)
def test_attacks_and_carelessness_are_told_apart(reports: dict[str, Report], name: str, attack: object) -> None:
    assert ((reports[name].analysis.malice_score or 0) >= ATTACK) is attack
