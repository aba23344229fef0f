"""Scripts made to cost much: the whole analysis answers within limits of processor time and memory, and says what it left out."""

import base64
import gzip
from typing import Any

import pytest

from pipeline.aside import analyze_aside

SECONDS = 30  # of processor time
BOMB = (
    "iex (New-Object IO.StreamReader(New-Object IO.Compression.GzipStream([IO.MemoryStream][Convert]::FromBase64String('"
    + base64.b64encode(gzip.compress(bytes(100_000_000), mtime=0)).decode()
    + "'),[IO.Compression.CompressionMode]::Decompress))).ReadToEnd()"
)


def analysis(text: str) -> dict[str, Any]:
    """In a process that has limits; it raises where they are reached."""
    return analyze_aside("x.ps1", "ps1", text.encode(), SECONDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(BOMB, "left out at a limit", id="a decompression bomb"),
        pytest.param("$t = '$t = $t + $t; iex $t'; iex $t", "left out at a limit", id="layers without end"),
        pytest.param("\n".join(f"iex 'Write-Host {n}'" for n in range(200)), "left out at a limit", id="many layers"),
        pytest.param("iex (('a' * 30000) -replace '.*x.*y.*z','')", "left out at a limit", id="a pattern that explodes"),
        pytest.param("gci\n" * 10_000, "Of 10,000 findings of rules 1,000 are told.", id="ten thousand findings"),
        pytest.param("iex $x\n" * 10_000, "are told", id="ten thousand detections"),
        pytest.param("Get-Item a\n" * 3_000, "Of 3,000 commands 2,000 are told.", id="thousands of commands"),
    ],
)
def test_what_is_left_out_is_said(text: str, said: str) -> None:
    assert any(said in note for note in analysis(text)["notes"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("$t = 'iex $t'; iex $t", id="a text that runs itself"),
        pytest.param("function f { f; f }; f; . $PSCommandPath; & $MyInvocation.MyCommand.Path", id="a script that runs itself"),
        pytest.param("$x = " + "+".join("'ab'" for _ in range(6_000)) + "; iex $x", id="an expression of 30 KB on a line"),
        pytest.param("iex (" + ",".join(f"[char]{65 + n % 26}" for n in range(4_000)) + " -join '')", id="characters of 30 KB on a line"),
        pytest.param(f"$n = {'9' * 4_300}; $m = [bigint]'{'9' * 4_300}'; $n * $m; 1..{'9' * 4_300}", id="integers of 4,300 digits"),
        pytest.param("$s = '" + "a" * 30_000 + "!'; $s -match '^(a+)+$'; [regex]::Match($s, '(a|aa)+$')", id="a pattern that goes back for ever"),
        pytest.param("http://" + "a." * 15_000 + "\n" + "-enc " * 6_000, id="words that patterns of detections begin with"),
        pytest.param("# " + "password = '" * 5_000 + "\n$password = '" + "x" * 30_000 + "'", id="a secret of 30 KB"),
        pytest.param("#requires -Modules " + "a," * 15_000 + "\n" + "# a b " * 5_000, id="comments of 30 KB"),
        pytest.param("if ($a) {" * 500 + "gci" + "}" * 500, id="five hundred branches within each other"),
    ],
)
def test_an_answer_comes_within_the_limits(text: str) -> None:
    said = analysis(text)
    failed = {field: reason for field, reason in said["unknown"].items() if reason["code"] == "analysis_failed"}
    assert failed == {}
