"""Bytes to text: the mark decides, else UTF-8."""

from __future__ import annotations

import pytest

from pipeline.powershell.script import decode

TEXT = "Write-Host 'ä€😀'\r\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_the_mark_decides_and_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)) == (TEXT, encoding, True, [], None)


def test_without_a_mark_it_is_utf_8() -> None:
    assert decode(TEXT.encode()) == (TEXT, "utf-8", False, [], None)


@pytest.mark.parametrize("data", [b"", b"a", b"\xff\xfe", b"\xef\xbb\xbf"])
def test_next_to_nothing(data: bytes) -> None:
    assert decode(data).text in ("", "a")


def test_what_is_no_utf_8_becomes_a_replacement_character() -> None:
    assert decode(b"a\xffb\xc3").text == "a\ufffdb\ufffd"


def test_half_a_unit_and_lone_surrogates() -> None:
    assert decode(b"\xff\xfea\x00b").text == "a\ufffd"
    assert decode(b"\xff\xfe\x00\xd8a\x00").text == "\ufffda"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_noted_and_read_a_second_time(encoding: str) -> None:
    """PowerShell reads it as UTF-8, and so runs something else than a person sees."""
    decoded = decode("Get-Item 'äöü' | Remove-Item -Force\n".encode(encoding))
    assert decoded.encoding == "utf-8"
    assert "\0" in decoded.text
    assert decoded.notes == [f"likely {encoding} without a byte order mark; PowerShell reads it as UTF-8"]
    assert decoded.alternative == "Get-Item 'äöü' | Remove-Item -Force\n"


def test_some_zero_bytes_are_no_utf_16() -> None:
    assert decode(b"a\0b\0" + b"x" * 100).alternative is None
