"""How answers leave: JSON from models, compact, in UTF-8."""

import json
from typing import Any

from flask import Response
from pydantic import BaseModel

JSON = "application/json"


def json_response(body: Any, status: int = 200) -> Response:
    return Response(to_json(body), status, content_type=JSON)


def to_json(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    if isinstance(body, BaseModel):
        return body.model_dump_json(by_alias=True, exclude_unset=False).encode()
    return json.dumps(body, separators=(",", ":")).encode()
