"""Words and their pieces."""

from pathlib import Path

import pytest

from pipeline.embedding.wordpiece import WordPieces, read_vocabulary, words

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "re", "##start", "##s", "service", "-", "restart"]
NUMBERS = {piece: number for number, piece in enumerate(PIECES)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Restart-Service", ["restart", "-", "service"]),
        ("caf\u00e9 \u00dcber", ["cafe", "uber"]),
        ("$x=1", ["$", "x", "=", "1"]),
        ("\u91cd\u542f ab", ["\u91cd", "\u542f", "ab"]),
        ("a\0b\u200bc\ufffd", ["abc"]),
        ("a\u00a0b\tc\r\n", ["a", "b", "c"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("restart", ["restart"]),
        ("restarts", ["restart", "##s"]),
        ("rex", ["[UNK]"]),
        ("Restart-Service", ["restart", "-", "service"]),
        ("service" * 20, ["[UNK]"]),
        ("", []),
    ],
)
def test_the_longest_piece_goes_first(text: str, expected: list[str]) -> None:
    assert WordPieces(NUMBERS, 10).read(text) == [NUMBERS[piece] for piece in ("[CLS]", *expected, "[SEP]")]


def test_what_is_too_long_is_cut_between_its_marks() -> None:
    assert WordPieces(NUMBERS, 4).read("service " * 9) == [2, 7, 7, 3]


def test_a_vocabulary_is_numbered_by_its_lines(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[PAD]\n##\u00e9\n", encoding="utf-8")
    assert read_vocabulary(tmp_path / "vocab.txt") == {"[PAD]": 0, "##\u00e9": 1}
