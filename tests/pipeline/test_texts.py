"""Bytes to texts and back."""

import pytest

from pipeline.texts import bytes_of, read_text

ALL = "Get-Date # \u00e9\u4e2d\U0001f600\r\nline\rline\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding", "exact"),
    [
        (b"", "", "utf-8", True),
        (ALL.encode(), ALL, "utf-8", True),
        (b"\xef\xbb\xbf" + ALL.encode(), ALL, "utf-8-bom", True),
        (b"\xff\xfe" + ALL.encode("utf-16-le"), ALL, "utf-16-le-bom", True),
        (b"\xfe\xff" + ALL.encode("utf-16-be"), ALL, "utf-16-be-bom", True),
        (b"\xff\xfe\0\0" + ALL.encode("utf-32-le"), ALL, "utf-32-le-bom", True),
        (b"\0\0\xfe\xff" + ALL.encode("utf-32-be"), ALL, "utf-32-be-bom", True),
        (b"a\0b", "a\ufffdb", "utf-8", False),
        (b"a\xe9b", "a\ufffdb", "utf-8", False),
        (b"\xef\xbb\xbfa\xff", "a\ufffd", "utf-8-bom", False),
        (b"\xff\xfea\0b", "a\ufffd", "utf-16-le-bom", False),
        (b"\xff\xfe\x00\xd8", "\ufffd", "utf-16-le-bom", False),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd", "utf-8", False),
        ("\ufffd".encode(), "\ufffd", "utf-8", True),
    ],
)
def test_what_is_stored_gives_the_bytes_again(data: bytes, text: str, encoding: str, exact: bool) -> None:  # noqa: FBT001 a column of the table
    found = read_text(data)
    assert found == (text, encoding, exact)
    assert found.plain == (exact and encoding == "utf-8")
    assert bytes_of(found.text, found.encoding, None if found.exact else data) == data
    assert "\0" not in found.text
    found.text.encode()
    assert len(found.encoding) <= 20
