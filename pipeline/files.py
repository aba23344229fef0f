"""Which files the library takes."""

from typing import ClassVar

from pipeline.errors import PermanentError

KINDS = {".ps1": "ps1", ".psm1": "psm1", ".psd1": "psd1", ".ps1xml": "ps1xml", ".txt": "txt"}
LONGEST_PATH = 2000  # bytes
LONGEST_TITLE = 255  # characters
LONGEST_NAME = 1000  # characters of a file's name that are kept

_SAMPLE = 8192
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1a\x1b"  # what texts have of control characters
_NO_CONTROLS = bytes(byte for byte in range(256) if byte >= 32 or byte in _TEXT_CONTROLS)
_FEW_CONTROLS = 4  # of a short text
_MOST_CONTROLS = 0.05  # compressed data has a tenth


class RefusedError(PermanentError):
    """This file is not for the library."""

    code: ClassVar[str] = "refused"


class FileTooLargeError(RefusedError):
    """The file is too large."""

    code = "file_too_large"


class WrongKindError(RefusedError):
    """Only .ps1, .psm1, .psd1, .ps1xml and .txt files are taken."""

    code = "wrong_kind"


class EmptyFileError(RefusedError):
    """The file is empty."""

    code = "empty_file"


class BinaryFileError(RefusedError):
    """The file is no text: it has the control characters of a program, a picture or an archive."""

    code = "binary_file"


class PathTooLongError(RefusedError):
    """The source path is longer than 2000 bytes."""

    code = "path_too_long"


def kind_of(filename: str) -> str:
    """By its ending, whatever its case. Raises WrongKindError."""
    dot = filename.rfind(".")
    try:
        return KINDS[filename[dot:].lower() if dot >= 0 else ""]
    except KeyError:
        raise WrongKindError from None


def check(filename: str, content: bytes, max_bytes: int) -> str:
    """The kind of a file that may come in. Raises RefusedError."""
    kind = kind_of(filename)
    if not content:
        raise EmptyFileError
    if len(content) > max_bytes:
        raise FileTooLargeError(f"The file has {len(content):,} bytes; at most {max_bytes:,} are taken.")
    if is_binary(content):
        raise BinaryFileError
    return kind


def is_binary(content: bytes) -> bool:
    """Full of control characters, and not because it is UTF-16 or UTF-32, whose every second byte may be NUL."""
    sample = content[:_SAMPLE]
    controls = sample.translate(None, _NO_CONTROLS)
    if len(controls) <= max(_FEW_CONTROLS, len(sample) * _MOST_CONTROLS):
        return False
    return not _is_wide(sample)


def _is_wide(sample: bytes) -> bool:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    return any(_has_letters_among_zeros(sample, start, width) for width in (2, 4) for start in range(width))


def _has_letters_among_zeros(sample: bytes, start: int, width: int) -> bool:
    """Of each `width` bytes the one at `start` is hardly ever NUL and many of the others are."""
    letters = sample[start::width]
    others = max(1, len(sample) - len(letters))
    return letters.count(0) < 0.1 * len(letters) and sample.count(0) - letters.count(0) > 0.4 * others


def title_of(filename: str) -> str:
    """The file's own name, for a script that nobody named."""
    name = filename.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(letter if letter.isprintable() else " " for letter in name).strip()[:LONGEST_TITLE] or "untitled"
