"""What is saved as a file, never shown or run by a browser: its header, and its line in the audit log.

Titles are in any language; headers are in ASCII.
"""

from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from flask import Response, request
from werkzeug.http import dump_options_header

from pipeline.audit import note
from web.call import Call

NOT_MODIFIED = 304
LONGEST = 200  # characters of a name; its end, where the extension is, stays


def attachment_of(name: str) -> str:
    """The value of Content-Disposition. Where a name is not ASCII, RFC 6266 has a second one for those who read no other."""
    plain = _plain(name)
    if plain.isascii():
        return dump_options_header("attachment", {"filename": plain})
    simple = normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return dump_options_header("attachment", {"filename": _plain(simple), "filename*": f"UTF-8''{quote(plain, safe='')}"})


def carried_away(call: Call, response: Response, action: str, script_id: int, **detail: Any) -> Response:
    """The answer, after a line in the audit log; without one where only the head is asked for, or the caller has the file already."""
    if request.method != "HEAD" and response.status_code != NOT_MODIFIED:
        note(call.engine, action, target=f"script:{script_id}", **detail)
    return response


def _plain(name: str) -> str:
    """What may be a file's name everywhere."""
    return "".join("_" if letter in '"*/:<>?\\|' or not letter.isprintable() else letter for letter in name)[-LONGEST:]
