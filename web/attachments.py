"""The header of what is saved as a file, never shown or run by a browser. Titles are in any language; headers are in ASCII."""

from unicodedata import normalize
from urllib.parse import quote

from werkzeug.http import dump_options_header

LONGEST = 200  # characters of a name; its end, where the extension is, stays


def attachment_of(name: str) -> str:
    """The value of Content-Disposition. Where a name is not ASCII, RFC 6266 has a second one for those who read no other."""
    plain = _plain(name)
    if plain.isascii():
        return dump_options_header("attachment", {"filename": plain})
    simple = normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return dump_options_header("attachment", {"filename": _plain(simple), "filename*": f"UTF-8''{quote(plain, safe='')}"})


def _plain(name: str) -> str:
    """What may be a file's name everywhere."""
    return "".join("_" if letter in '"*/:<>?\\|' or not letter.isprintable() else letter for letter in name)[-LONGEST:]
