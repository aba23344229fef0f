"""The table of names that do not say what they stand for, and how names are found in it."""

import re

import pytest

from pipeline.embedding.digest import digest
from pipeline.embedding.meanings import TABLE, meanings, table
from pipeline.embedding.words import STOP_WORDS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("taskmgr", "task manager processes"),
        ("Start-Process 'C:\\Windows\\System32\\taskmgr.exe'", "task manager processes"),
        ("devmgmt.msc", "device manager hardware drivers"),
        ("& mmc devmgmt.msc", "device manager hardware drivers"),
        ("New-Object -ComObject SAPI.SpVoice", "speak text to speech voice"),
        ("[System.Net.Mail.SmtpClient]::new()", "send email smtp"),
        ("[Net.Sockets.Socket]$s", "tcp network connection"),
        ("Start-Process ms-settings:display", "windows settings"),
        ("Get-ItemProperty 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'", "autostart programs at logon startup"),
        ("gci", "list files folders directory"),
        ("$WlanProfile", "wireless network wifi"),
        ("Get-ADUserOU", "organizational unit"),
    ],
)
def test_a_name_is_said_in_plain_words(text: str, said: str) -> None:
    assert said in digest("a.ps1", None, text, "ps1").meanings


@pytest.mark.parametrize("text", ["'the speech of the drawing'", "'report.speech'", "$taskmgr = 1", "'taskmgr'", "Get-Adapter", "# taskmgr.exe"])
def test_plain_words_are_no_names(text: str) -> None:
    assert digest("a.ps1", None, text, "ps1").meanings == []


def test_each_is_said_once() -> None:
    assert meanings(["notepad", "notepad.exe"], ["C:\\notepad.exe"]) == ["text editor"]


def test_the_table_is_in_order() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("[")]
    assert [lines[number] for number in starts] == ["[commands]", "[names]", "[parts]"] == [f"[{name}]" for name in table()]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        names = [line.rpartition(": ")[0] for line in lines[start + 1 : end]]
        assert names == sorted(set(names))
    for section in table().values():
        for name, said in section.items():
            assert name == name.lower()
            assert re.fullmatch(r"[a-z0-9]+(?:[ -][a-z0-9]+)*", said), name
            assert not STOP_WORDS.issuperset(said.split()), name
