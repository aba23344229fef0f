"""Questions are made of help, and what they ask for of the rest."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.embedding.wordpiece import WordPieces
from pipeline.search.by_words import K1
from tools.minilm.pairs import Pair, apart, read_pairs

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
LETTERS = ["[UNK]", "[CLS]", "[SEP]", *ALPHABET, *(f"##{letter}" for letter in ALPHABET)]
PIECES = WordPieces({piece: number for number, piece in enumerate(LETTERS)}, 512)
SCRIPT = """<#
.SYNOPSIS
    Empties the print queue of a server.
.DESCRIPTION
    This script stops the spooler. It deletes what waits there.
#>
param($Server)
Get-Service Spooler


function Stop-Queue {
    <#
    .SYNOPSIS
        Ends one queue.
    #>
    Stop-Service -Name Spooler; Write-Output 'Clear-Print asked for it'
}
Stop-Queue; Remove-Item C:\\Spool\\*.spl -Force # Clear-Print
"""


def spelled(numbers: Sequence[int]) -> str:
    """Without blanks."""
    return "".join(LETTERS[number].removeprefix("##") for number in numbers[1:-1])


def library(folder: Path, **scripts: str) -> list[Pair]:
    for name, text in scripts.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "Clear-Print.ps1").write_text(text)
    return read_pairs(folder, PIECES, frozenset())


def test_a_script_and_its_functions_are_asked_for_by_their_help(tmp_path: Path) -> None:
    whole, function = library(tmp_path, one=SCRIPT)
    assert whole.asked == ["empties the print queue of a server", "stops the spooler", "it deletes what waits there"]
    assert spelled(whole.questions[1].pieces) == "stopsthespooler"
    assert "emptiestheprint" not in spelled(whole.script.pieces)
    assert "clearprint" in spelled(whole.titled.pieces)
    assert "clear" not in spelled(whole.script.pieces)
    assert spelled(whole.title) == "clearprint"
    assert (function.asked, spelled(function.title)) == (["ends one queue"], "stopqueue")


def test_words_count_as_a_search_counts_them(tmp_path: Path) -> None:
    whole, _ = library(tmp_path, one=SCRIPT)
    stops = whole.questions[1].terms
    assert stops["spooler"] > stops["stop"] > 0
    assert {"spooler", "stop"} <= whole.script.terms.keys()
    assert "clear" in whole.titled.terms
    assert "clear" not in whole.script.terms
    assert all(0 < value < K1 + 1 for value in whole.titled.terms.values())


def test_of_copies_one_is_learned_from(tmp_path: Path) -> None:
    assert [pair.collection for pair in library(tmp_path, one=SCRIPT, other=SCRIPT.replace("Force", "Recurse"))] == ["one", "one"]


def test_nothing_is_learned_of_what_judges(tmp_path: Path) -> None:
    library(tmp_path / "learn", one=SCRIPT)
    library(tmp_path / "judge", one="# .SYNOPSIS\n#   Ends one queue.\n\nStop-Process -Name printing")
    judged = apart(tmp_path / "judge")
    assert "ends one queue" in judged
    assert read_pairs(tmp_path / "learn", PIECES, judged) == []
