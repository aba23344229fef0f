import contextlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.errors import BrokenBodyError, TooLargeError
from web.multipart import MOST_PARTS, boundary_of, parts

CONTENT = st.binary(max_size=60) | st.sampled_from([b"", b"\r\n", b"--xyz", b"\r\n--xy", b"\r\n--xyz1\r\n", b"\r\n--xyzz--", b"a\r\n\r\nb"])


def body(*contents: bytes, boundary: bytes = b"xyz") -> bytes:
    made = BytesIO()
    for number, content in enumerate(contents):
        made.write(b'--%s\r\nContent-Disposition: form-data; name="files"; filename="%d.ps1"\r\n\r\n%s\r\n' % (boundary, number, content))
    made.write(b"--%s--\r\n" % boundary)
    return made.getvalue()


def read(data: bytes, boundary: bytes = b"xyz") -> list[tuple[Any, ...]]:
    return [(part.name, part.filename, data[part.start : part.end]) for part in parts(data, boundary)]


@given(st.lists(CONTENT.filter(lambda content: b"\r\n--xyz\r\n" not in content and b"\r\n--xyz--" not in content), max_size=5))
def test_every_content_comes_out_as_it_went_in(contents: list[bytes]) -> None:
    assert read(body(*contents)) == [("files", f"{number}.ps1", content) for number, content in enumerate(contents)]


@given(st.binary(max_size=300), st.integers(0, 300))
def test_no_body_breaks_it(noise: bytes, cut: int) -> None:
    for data in (noise, body(b"one", b"two")[:cut], b"--xyz\r\n" + noise, body(noise)[:cut]):
        with contextlib.suppress(BrokenBodyError):
            read(data)


@pytest.mark.parametrize(
    ("disposition", "name", "filename"),
    [
        (b'form-data; name="a"', "a", None),
        (b"form-data; name=a; filename=b.ps1", "a", "b.ps1"),
        (b'form-data; filename="x;y.ps1"; name="a"', "a", "x;y.ps1"),
        (b'form-data; name="a"; filename="C:\\dir\\b.ps1"', "a", "C:\\dir\\b.ps1"),
        (b'form-data; name="a"; filename="q%22q\\"q%0D%0a.ps1"', "a", 'q"q"q\r\n.ps1'),
        ('form-data; name="a"; filename="Größe.ps1"'.encode(), "a", "Größe.ps1"),
        (b'form-data; name="a"; filename=""', "a", ""),
    ],
)
def test_names(disposition: bytes, name: str, filename: str | None) -> None:
    data = b"--xyz\r\ncontent-disposition: %s\r\nContent-Type: text/plain\r\n\r\nhello\r\n--xyz--" % disposition
    assert read(data) == [(name, filename, b"hello")]


def test_what_is_no_multipart_is_refused() -> None:
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "x" * 300):
        if "x" not in content_type:
            with pytest.raises(BrokenBodyError):
                boundary_of(content_type)
    assert boundary_of('multipart/form-data; charset=utf-8; boundary="a b"') == b"a b"
    with pytest.raises(TooLargeError):
        read(body(*[b""] * (MOST_PARTS + 1)))
    with pytest.raises(BrokenBodyError):
        read(b"--xyz\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xyz--")
