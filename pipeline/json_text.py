"""JSON that PostgreSQL's jsonb can hold."""

import json
import re
from typing import Any

# An even number of backslashes before it: an odd number would escape the one that begins it.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def storable_json(value: Any) -> str:
    """NUL and lone surrogates, which JSON can say and jsonb cannot hold, become U+FFFD. Raises ValueError for NaN and infinities."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = _NUL.sub("\\1\ufffd", text) if "\\u0000" in text else text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
