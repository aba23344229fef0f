"""The contract as OpenAPI 3.1, made from the endpoints and the models that also validate."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from web.answers import JSON
from web.endpoint import Access, Bytes, Endpoint
from web.idempotency import HEADER
from web.schemas.base import LARGEST, ErrorBody, without_null

REFERENCE = "#/components/schemas/{model}"
_VARIABLE = re.compile(r"<(?:(?P<kind>[a-z]+):)?(?P<name>[a-z_]+)>")
KINDS: dict[str | None, dict[str, Any]] = {
    "id": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    "uuid": {"type": "string", "format": "uuid"},
    None: {"type": "string", "minLength": 1},
    "path": {"type": "string", "minLength": 1},
}
REFUSALS = {
    400: "The request is malformed.",
    401: "Not signed in, or the token is not valid.",
    403: "Not yours to do, or a scope is missing.",
    404: "Nothing here that you may see.",
    408: "The request did not arrive in time.",
    409: "Something is in the way.",
    413: "Too large.",
    414: "The address is too long.",
    415: "Of a type that is not read here.",
    422: "Values that cannot be.",
    423: "Locked after too many failures.",
    429: "Too many requests; see Retry-After.",
    431: "The headers are too large.",
    503: "The database is away; see Retry-After.",
}
MEANINGS = {200: "Done.", 201: "Made.", 202: "Taken; the work goes on in the background.", 204: "Done; nothing to say.", 304: "Not changed."}
SECURITY: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]


def document(endpoints: Iterable[Endpoint], version: str) -> dict[str, Any]:
    listed = tuple(endpoints)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in listed:
        paths.setdefault(_VARIABLE.sub(r"{\g<name>}", endpoint.path), {})[endpoint.method.lower()] = operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "PSScript", "version": version, "description": "Keeps, judges and finds PowerShell scripts."},
        "paths": paths,
        "components": {
            "schemas": _schemas(listed),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "An access token, or a personal token."},
                "session": {"type": "apiKey", "in": "cookie", "name": "psscript_session"},
            },
        },
    }


def operation(endpoint: Endpoint) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": endpoint.name,
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "parameters": [*_path_parameters(endpoint), *_query_parameters(endpoint), *_header_parameters(endpoint)],
        "responses": _responses(endpoint),
        "security": _security(endpoint),
    }
    if body := _body(endpoint):
        described["requestBody"] = body
    return {name: value for name, value in described.items() if value not in ([], None) or name == "security"}


def _security(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.access is Access.ANYONE:
        return []
    return [{}, *SECURITY] if endpoint.access is Access.READERS else list(SECURITY)


def _path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [{"name": found["name"], "in": "path", "required": True, "schema": KINDS[found["kind"]]} for found in _VARIABLE.finditer(endpoint.path)]


def _query_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.query is None:
        return []
    schema = endpoint.query.model_json_schema(by_alias=True, ref_template=REFERENCE)
    required = schema.get("required", ())
    return [{"name": name, "in": "query", "required": name in required, "schema": without_null(each)} for name, each in schema["properties"].items()]


def _header_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.idempotent == "no":
        return []
    return [
        {
            "name": HEADER,
            "in": "header",
            "required": False,
            "description": "Repeat a request with the same key, and it gets the first answer.",
            "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
        }
    ]


def _body(endpoint: Endpoint) -> dict[str, Any] | None:
    if endpoint.form is not None:
        return {"required": True, "content": {endpoint.form.content_type: {"schema": endpoint.form.schema}}}
    if endpoint.body is None:
        return None
    return {"required": not endpoint.body_optional, "content": {JSON: {"schema": _reference(endpoint.body)}}}


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    answers = {str(status): _answer(status, answer) for status, answer in endpoint.answers.items()}
    refusals = {str(status): _refusal(status) for status in sorted(statuses(endpoint)) if str(status) not in answers}
    unchanged = {"304": {"description": MEANINGS[304]}} if endpoint.method == "GET" and endpoint.path.startswith("/api/") else {}
    return answers | unchanged | refusals


def statuses(endpoint: Endpoint) -> set[int]:
    """Refusals that an endpoint may answer."""
    found = {414, 422, 429, 431, 503, *endpoint.refusals}
    if endpoint.access is not Access.ANYONE:
        found |= {401, 403}
    if endpoint.body is not None or endpoint.form is not None:
        found |= {400, 408, 413, 415}
    if endpoint.idempotent != "no":
        found.add(409)
    if "<" in endpoint.path:
        found.add(404)
    return found


def _answer(status: int, answer: type[BaseModel] | Bytes | None) -> dict[str, Any]:
    if answer is None:
        return {"description": MEANINGS[status]}
    if isinstance(answer, Bytes):
        return {"description": answer.description, "content": {kind: {"schema": _file_of(kind)} for kind in (answer.content_type, *answer.others)}}
    return {"description": MEANINGS[status], "content": {JSON: {"schema": _reference(answer)}}}


def _file_of(kind: str) -> dict[str, Any]:
    return {"type": "object"} if kind.endswith("json") else {"type": "string", "format": "binary"}


def _refusal(status: int) -> dict[str, Any]:
    return {"description": REFUSALS[status], "content": {JSON: {"schema": _reference(ErrorBody)}}}


def _reference(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": REFERENCE.format(model=model.__name__)}


def _schemas(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    outward = {answer for endpoint in endpoints for answer in endpoint.answers.values() if isinstance(answer, type)} | {ErrorBody}
    inward = {endpoint.body for endpoint in endpoints if endpoint.body is not None}
    models: list[Any] = [*((model, "serialization") for model in outward), *((model, "validation") for model in inward)]
    models.sort(key=lambda each: each[0].__name__)
    _, schema = models_json_schema(models, by_alias=True, ref_template=REFERENCE)
    found: dict[str, Any] = schema.get("$defs", {})
    return found
