"""Which words of a question say little, and where that is learned from."""

from pathlib import Path

from pipeline.search.asked import LEAST, described, importance, learn

HELP = """\
function {name} {{
<#
.SYNOPSIS
    Shows the {noun} whatsoever
.DESCRIPTION
    More of {noun}. Never read.
#>
    Get-{noun} {number}
}}
"""


def test_words_of_help_say_less_than_words_of_scripts() -> None:
    assert LEAST <= importance("function") < importance("specifi") < importance("printer") == 1.0


def test_help_is_paired_with_what_it_is_about() -> None:
    text = HELP.format(name="One", noun="Disk", number=1) + HELP.format(name="Two", noun="Queue", number=2)
    pairs = list(described(text))
    assert [(said.split()[2], "Queue" in rest, ".SYNOPSIS" in rest) for said, rest in pairs] == [("Disk", False, False), ("Queue", True, False)]


def test_a_table_is_learned_from_several_collections(tmp_path: Path) -> None:
    for collection in ("one", "two", "three"):
        folder = tmp_path / collection
        folder.mkdir()
        for number, noun in enumerate(("Disk", "Queue", "Share", "Volume")):
            (folder / f"{noun}.ps1").write_text(HELP.format(name=f"F{collection}{noun}", noun=noun, number=number), encoding="utf-8")
    table = dict(line.split() for line in learn(tmp_path).splitlines())
    assert float(table["whatsoev"]) < 0.9  # in each help, in no script
    assert "disk" not in table
