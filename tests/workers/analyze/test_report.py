"""`psscript report`: one page, whatever the scripts hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from workers import cli
from workers.analyze.page import SCORES
from workers.analyze.tally import band

SECRET = "hunter2-Secret9"
VOID = {"meta", "br"}
NAME = "a&b <i>'\"\u00fc.ps1"


class Page(HTMLParser):
    """Reads a page, and fails where an element is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action") or name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    inner = "SQBFAFgAIAAoAGkAcgBtACAAaAB0AHQAcAA6AC8ALwAxAC4AMgAuADMALgA0AC8AYQApAA=="
    attack = f"$password = '{SECRET}'\nIEX ([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('{inner}')))\n"
    (tmp_path / "in" / NAME).write_text(attack)
    (tmp_path / "in" / "markup.ps1").write_text('Invoke-Expression "<script>alert(1)</script>$x\x1b[31m ]]> &amp;"\n')
    (tmp_path / "in" / "clean.ps1").write_text("Get-Date\n")
    (tmp_path / "in" / "broken.ps1").write_text("if (\n")
    return tmp_path


def made(folder: Path, *options: str) -> str:
    cli.main(["report", "in", "--html", "-o", "report.html", *options])
    return (folder / "report.html").read_text(encoding="utf-8")


def test_the_page_stands_for_itself(folder: Path) -> None:
    text = made(folder)
    page = Page(text)
    assert page.links == []
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import", text)
    assert "@media print" in text


def test_it_tells_what_matters(folder: Path) -> None:
    said = Page(made(folder)).text
    assert "4 scripts were judged" in said
    assert "1 are to be treated as attacks" in said
    assert "1 PowerShell cannot read" in said
    assert NAME in said
    assert "Treat it as an attack." in said
    assert "inside of it in layer 1, line 1" in said
    assert "runs what the network answers" in said
    assert "Invoke-Expression: base64" in said
    assert all(line in said for line in SCORES.values())
    assert said.index(NAME) < said.index("markup.ps1")


def test_nothing_of_a_script_is_markup_and_no_secret_is_told(folder: Path) -> None:
    text = made(folder)
    assert SECRET not in text
    assert "\x1b" not in text
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_charts_are_drawings_that_can_be_read_aloud(folder: Path) -> None:
    drawings = re.findall(r"<svg.*?</svg>", made(folder), re.DOTALL)
    assert len(drawings) >= 5
    for drawing in drawings:
        root = fromstring(drawing)  # noqa: S314 - it was written by this program
        assert root.get("role") == "img"
        assert root.get("aria-label")
        numbers = [int((each.text or "").replace(",", "")) for each in root if each.tag == "text" and each.get("text-anchor") is None]
        widths = [float(each.get("width", "")) for each in root if each.tag == "rect"]
        assert len(numbers) == len(widths)
        assert [number == 0 for number in numbers] == [width == 0 for width in widths]


def test_worst_scripts_are_as_many_as_wanted(folder: Path) -> None:
    assert Page(made(folder, "--worst", "1")).tags.count("section") == 1


def test_as_text_and_exit_codes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "in"]) == 0
    said = capsys.readouterr().out
    assert "4 scripts were judged; 1 are to be treated as attacks" in said
    assert SECRET not in said
    assert cli.main(["report", "in", "missing.ps1", "--html"]) == 3
    assert "What could not be opened" in capsys.readouterr().out
    assert cli.main(["report", "in", "--html", "-o", "nowhere/report.html"]) == 2


def test_a_folder_without_scripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", str(tmp_path), "--html"]) == 0
    page = Page(capsys.readouterr().out)
    assert "Nothing was detected in any script." in page.text


def test_bands() -> None:
    assert [band(value) for value in (None, 0, 49.9, 50, 75, 100)] == [None, "0-24", "25-49", "50-74", "75-100", "75-100"]
