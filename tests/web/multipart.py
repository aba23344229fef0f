"""A multipart body, made by hand: what a client sends is what stands here."""

from typing import Any

BOUNDARY = "2f6b1f0a5c"


def multipart(files: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """Arguments of a request: files under `files`, fields once for each of their values."""
    parts = [
        b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (name.encode(), str(value).encode())
        for name, values in fields.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    for name, content in files:
        quoted = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode()
        parts.append(b'Content-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s' % (quoted, content))
    body = b"".join(b"--%s\r\n%s\r\n" % (BOUNDARY.encode(), part) for part in parts) + b"--%s--\r\n" % BOUNDARY.encode()
    return {"data": body, "content_type": f"multipart/form-data; boundary={BOUNDARY}"}
