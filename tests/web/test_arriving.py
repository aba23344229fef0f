import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.arriving import BODY_SECONDS, HEAD_SECONDS, IN_MEMORY, LONGEST_HEAD, Arriving, Largest, State

LARGEST = Largest(multipart=10_000_000, other=1_000_000)
HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n"


def fed(*pieces: bytes) -> Arriving:
    arriving = Arriving(LARGEST, 0.0)
    for piece in pieces:
        if arriving.state is State.DONE:
            arriving.ahead += piece
        else:
            arriving.feed(piece, 0.0)
    return arriving


def body(arriving: Arriving) -> bytes:
    if arriving.file is None:
        return b"".join(arriving.pieces)
    arriving.file.seek(0)
    data = arriving.file.read()
    arriving.close()
    return data


def cut(data: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({min(place, len(data)) for place in places} | {len(data)})
    return [data[start:end] for start, end in zip([0, *ends], ends, strict=False) if start < end]


CHUNKED = b"4\r\nabcd\r\n0A;x=y\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"


@given(st.lists(st.integers(0, 160)), st.sampled_from([b"", b"GET /next HTTP/1.1\r\n"]))
def test_a_request_is_whole_however_it_is_cut(places: list[int], ahead: bytes) -> None:
    for head, content in ((b"Content-Length: 11", b"hello world"), (b"Transfer-Encoding: chunked", CHUNKED), (b"Accept: x", b"")):
        whole = HEAD % head + content
        arriving = fed(*cut(whole + ahead, places))
        assert arriving.state is State.DONE
        assert (bytes(arriving.head), body(arriving), arriving.ahead) == (HEAD % head, content, ahead)
        for end in range(len(whole)):
            assert fed(whole[:end]).state is not State.DONE


def test_long_bodies_go_to_a_file() -> None:
    content = b"x" * (IN_MEMORY * 2)
    arriving = fed(HEAD % b"Content-Length: %d" % len(content), *cut(content, list(range(0, len(content), 100_000))))
    assert arriving.file is not None
    assert body(arriving) == content


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 1000001",
        b"Content-Type: multipart/form-data\r\nContent-Length: 10000001",
        b"Content-Length: 5\r\nContent-Length: 6",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
    ],
)
def test_what_will_be_refused_is_not_waited_for(head: bytes) -> None:
    assert fed(HEAD % head).state is State.DONE


def test_nothing_grows_without_end() -> None:
    assert fed(b"x" * (LONGEST_HEAD + 1)).state is State.DONE
    endless = fed(HEAD % b"Transfer-Encoding: chunked", b"9" * (LONGEST_HEAD + 1))
    assert endless.state is State.DONE
    endless.close()
    assert fed(HEAD % b"Transfer-Encoding: chunked", b"nonsense\r\n").state is State.DONE
    arriving = fed(HEAD % b"Transfer-Encoding: chunked", b"ffffffff\r\n", *[b"x" * 100_000] * 11)
    assert arriving.state is State.DONE
    arriving.close()


def test_time_is_short_for_heads_and_grows_with_bodies() -> None:
    arriving = Arriving(LARGEST, 100.0)
    assert arriving.deadline == 100.0 + HEAD_SECONDS
    arriving.feed(HEAD % b"Content-Length: 0", 105.0)
    assert arriving.deadline == 105.0 + BODY_SECONDS
    arriving = fed(HEAD % b"Content-Length: 655360")
    assert arriving.deadline == BODY_SECONDS + 20
