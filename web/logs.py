"""Logging of the web server: one JSON object a line on standard error, each with the request that caused it, and one line for each request."""

import json
import logging
import time

from flask import Flask, Response, g, request

from pipeline.audit import origin

access = logging.getLogger("web.access")
LONGEST_PATH = 500  # characters: an address may have some hundred thousand
QUIET = ("/health/", "/metrics")  # asked by machines every few seconds


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line = {
            "time": f"{moment}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "process": record.process,
            "requestId": origin.get().request_id,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def set_up(level: int = logging.INFO) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler])


def told_path() -> str:
    """Without the query, which may hold what people search for."""
    return request.path[:LONGEST_PATH]


def install(app: Flask) -> None:
    @app.after_request
    def note(response: Response) -> Response:
        if access.isEnabledFor(logging.INFO) and not request.path.startswith(QUIET):
            milliseconds = round((time.perf_counter() - g.began) * 1000, 1)
            fields = {
                "method": request.method,
                "path": told_path(),
                "status": response.status_code,
                "milliseconds": milliseconds,
                "bytes": response.content_length,
                "user": g.presence.caller.user_id if "presence" in g else None,
                "address": g.get("address"),
            }
            access.info("%s %s %d", request.method, told_path(), response.status_code, extra={"fields": fields})
        return response
