"""The body of a request, whole: small ones in memory, larger ones in a file without a name that is mapped."""

import mmap
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from flask import request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import ClientDisconnected

from web.errors import BrokenBodyError, TooLargeError
from web.multipart import Buffer

IN_MEMORY = 4 * 1024 * 1024
CHUNK = 256 * 1024
# A client that went away, and what gunicorn says of chunks that are none.
BROKEN = (ClientDisconnected, ParseException, OSError)


@contextmanager
def whole_body(largest: int) -> Iterator[Buffer]:
    """Valid within the block. Raises TooLargeError, BrokenBodyError."""
    announced = request.content_length
    if announced is not None and announced > largest:
        raise TooLargeError(f"The request has {announced:,} bytes; at most {largest:,} are taken.")
    request.max_content_length = largest
    try:
        first = request.stream.read(IN_MEMORY)
        if len(first) < IN_MEMORY:
            first += _rest(first)
        if len(first) < IN_MEMORY:
            yield first
            return
        with tempfile.TemporaryFile() as file:
            file.write(first)
            while chunk := request.stream.read(CHUNK):
                file.write(chunk)
            file.flush()
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
                yield mapped
    except BROKEN as error:
        raise BrokenBodyError("The body ended before it was complete.") from error


def small_body(largest: int) -> bytes:
    """Raises RequestEntityTooLarge, BrokenBodyError."""
    request.max_content_length = largest
    try:
        return request.get_data(cache=False)
    except BROKEN as error:
        raise BrokenBodyError("The body is not what its head says.") from error


def _rest(first: bytes) -> bytes:
    """A read may give less than it could."""
    collected = []
    length = len(first)
    while length < IN_MEMORY and (chunk := request.stream.read(IN_MEMORY - length)):
        collected.append(chunk)
        length += len(chunk)
    return b"".join(collected)
