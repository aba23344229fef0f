"""What went wrong becomes a status and one shape: {error, message, details?, requestId}."""

import logging
from typing import Any, ClassVar

from flask import Flask, Response, g, request
from flask_limiter import RateLimitExceeded
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from pipeline import errors as pipeline
from web.answers import json_response
from web.limits import Limits
from web.logs import told_path

log = logging.getLogger(__name__)


class RequestError(pipeline.PermanentError):
    """This request cannot be answered."""

    code = "invalid_request"
    status: ClassVar[int] = 400


class BrokenBodyError(RequestError):
    """The body of the request is not what its headers say."""

    code = "invalid_body"


class NotSignedInError(RequestError):
    """Sign in, or send a token."""

    code = "not_signed_in"
    status = 401


class ForbiddenError(RequestError):
    """This is not yours to do."""

    code = "forbidden"
    status = 403


class CsrfError(ForbiddenError):
    """This form was not sent from a page of this session; reload the page and try again."""

    code = "csrf_failed"


class NotFoundError(RequestError):
    """There is nothing here that you may see."""

    code = "not_found"
    status = 404


class TooSlowError(RequestError):
    """The request did not arrive in time."""

    code = "request_timeout"
    status = 408


class TooLargeError(RequestError):
    """The request is larger than allowed."""

    code = "too_large"
    status = 413


class WrongTypeError(RequestError):
    """The body is of a type that is not read here."""

    code = "unsupported_media_type"
    status = 415


class InvalidError(RequestError):
    """The request has values that cannot be."""

    code = "validation_failed"
    status = 422


class LimitedError(RequestError):
    """Too many requests; try again later."""

    code = "rate_limited"
    status = 429


# By code. What is not here: 503 for what may pass later, 500 for the rest.
STATUS = {
    "invalid_credentials": 401,
    "invalid_token": 401,
    "not_found": 404,
    "analysis_not_found": 404,
    "upload_not_found": 404,
    "not_in_quarantine": 404,
    "batch_not_found": 404,
    "script_not_found": 404,
    "category_not_found": 404,
    "webhook_not_found": 404,
    "user_not_found": 404,
    "token_not_found": 404,
    "forbidden": 403,
    "registration_closed": 403,
    "invalid_invitation": 403,
    "bulk_refused": 409,
    "duplicate_content": 409,
    "has_secrets": 409,
    "secrets_unknown": 409,
    "too_many_webhooks": 409,
    "not_runnable": 409,
    "not_analyzed": 409,
    "too_malicious": 409,
    "execution_under_way": 409,
    "no_sandbox": 409,
    "no_pwsh": 409,
    "secret_parameters": 422,
    "category_already_exists": 409,
    "username_already_exists": 409,
    "email_already_exists": 409,
    "last_admin": 409,
    "user_owns_scripts": 409,
    "already_exists": 409,
    "missing_reference": 409,
    "idempotency_key_in_use": 409,
    "idempotency_key_reused": 422,
    "file_too_large": 413,
    "wrong_kind": 415,
    "empty_file": 422,
    "binary_file": 422,
    "bad_address": 422,
    "private_address": 422,
    "analysis_impossible": 422,
    "invalid_settings": 422,
    "invalid_cursor": 422,
    "invalid_query": 422,
    "path_too_long": 422,
    "weak_password": 422,
    "invalid_name": 422,
    "bad_value": 422,
    "account_locked": 423,
    "schema_missing": 503,
    "schema_older": 503,
    "schema_newer": 503,
    "database_access": 503,
}
# Their messages and details speak of the database, not of what the caller did.
INNER = ("already_exists", "missing_reference", "bad_value", "schema_missing", "database_access")
RETRY_AFTER = {429: "10", 503: "2"}  # seconds, where nothing better is known
NAMES = {400: "invalid_request", 404: "not_found", 405: "method_not_allowed", 413: "too_large", 414: "too_large", 431: "too_large"}


def status_of(error: pipeline.PipelineError) -> int:
    if isinstance(error, RequestError):
        return error.status
    return STATUS.get(error.code, 503 if isinstance(error, pipeline.TransientError) else 500)


def error_response(status: int, code: str, message: str, details: dict[str, Any] | None = None) -> Response:
    body: dict[str, Any] = {"error": code, "message": message, "requestId": g.get("request_id", "")}
    if details:
        body["details"] = details
    response = json_response(body, status)
    if status in RETRY_AFTER:
        response.headers["Retry-After"] = str((details or {}).get("retryAfter", RETRY_AFTER[status]))
    return response


def install(app: Flask, limits: Limits) -> None:
    app.register_error_handler(RateLimitExceeded, lambda _error: limited(limits.seconds_left()))
    app.register_error_handler(pipeline.PipelineError, of_pipeline)
    app.register_error_handler(ValidationError, of_validation)
    app.register_error_handler(HTTPException, of_werkzeug)
    app.register_error_handler(Exception, of_surprise)


def limited(seconds: int) -> Response:
    return error_response(429, LimitedError.code, f"Too many requests; try again in {seconds} seconds.", {"retryAfter": seconds})


def of_pipeline(error: pipeline.PipelineError) -> Response:
    status = status_of(error)
    if status >= 500:
        log.error("%s %s: %s", request.method, told_path(), error, exc_info=status == 500)
    if status == 500:
        return _internal()
    if error.code in INNER or isinstance(error, pipeline.TransientError):
        return error_response(status, error.code, error.__doc__ or error.code)
    return error_response(status, error.code, error.message, error.details)


def of_validation(error: ValidationError) -> Response:
    """Pydantic's findings, without the values, which may be secrets."""
    found = error.errors(include_url=False)
    if any(each["type"] == "json_invalid" for each in found):
        return error_response(400, "invalid_json", "The body is no valid JSON.")
    problems = [{"field": ".".join(str(part) for part in each["loc"]), "problem": _problem(each)} for each in found[:20]]
    first = problems[0]
    message = f"{first['field']}: {first['problem']}." if first["field"] else f"{first['problem']}."
    return error_response(422, InvalidError.code, message, {"fields": problems})


def _problem(found: ErrorDetails) -> str:
    """Where a text is looked at before it is measured, pydantic measures items."""
    if found["type"] in ("too_long", "too_short") and isinstance(found["input"], str):
        end, number = ("most", found["ctx"]["max_length"]) if found["type"] == "too_long" else ("least", found["ctx"]["min_length"])
        return f"String should have at {end} {number} character{'' if number == 1 else 's'}"
    return found["msg"]


def of_werkzeug(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return error_response(413, TooLargeError.code, str(TooLargeError()))
    status = error.code or 500
    if status in (301, 302, 303, 307, 308):
        return error.get_response()  # type: ignore[return-value]  # a redirect to the same path with a slash
    message = str(NotFoundError()) if status == 404 else str(error.description or error.name)
    response = error_response(status, NAMES.get(status, error.name.lower().replace(" ", "_")), message)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def of_surprise(error: Exception) -> Response:
    log.error("%s %s", request.method, told_path(), exc_info=error)
    return _internal()


def _internal() -> Response:
    return error_response(500, "internal_error", "Something went wrong here, not with your request; the log has this request's id.")
