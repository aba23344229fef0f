"""Which files are text, whatever their encoding."""

import random

import pytest

from pipeline.files import BinaryFileError, EmptyFileError, FileTooLargeError, WrongKindError, check, is_binary, kind_of, title_of

TEXT = "Write-Host 'hällo wörld' # Ω\r\n" * 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("length", [6, 600])
def test_text_is_no_binary_file(encoding: str, length: int) -> None:
    assert not is_binary(TEXT[:length].encode(encoding, "replace"))


def test_a_nul_in_a_text_is_no_program() -> None:
    assert not is_binary(TEXT.encode() + b"\0" + TEXT.encode())


COMPRESSED = random.Random(1).randbytes(8192)  # looks like it


@pytest.mark.parametrize("content", [bytes(range(32)) * 10, bytes(100), COMPRESSED, b"\x7fELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1"])
def test_what_is_no_text_is_told(content: bytes) -> None:
    assert is_binary(content)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.ps1", b"", EmptyFileError),
        ("a.ps1", b"12345678901", FileTooLargeError),
        ("a.exe", b"x", WrongKindError),
        ("a.ps1", bytes(9), BinaryFileError),
    ],
)
def test_each_refusal_has_its_name(name: str, content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        check(name, content, 10)


def test_a_kind_is_the_ending_whatever_its_case() -> None:
    assert [kind_of(name) for name in ("A.PS1", "a.b.psm1", "x/y.Psd1", ".ps1xml", "a.txt")] == ["ps1", "psm1", "psd1", "ps1xml", "txt"]


def test_a_title_is_the_file_s_own_name() -> None:
    assert title_of("C:\\scripts\\Get-X.ps1") == title_of("scripts/Get-X.ps1") == "Get-X.ps1"
    assert title_of("\n") == "untitled"
