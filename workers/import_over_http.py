"""Files go over HTTP to a library elsewhere, as requests of up to a hundred files each."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import requests

from pipeline.files import LONGEST_PATH
from workers.errors import CannotRunError
from workers.folder import Script, text_of
from workers.imports import Outcome, Sent, state_of

TRIES = 6
FIRST_DELAY = 1.0  # seconds; doubles, unless the library says how long
LONGEST_DELAY = 60.0
TIMEOUT = 120.0  # seconds for one answer
WAIT = 2  # seconds that the library holds an answer back while a request has not ended
CHECK_WORKERS = 10.0
AGAIN = frozenset({429, 502, 503, 504})


@dataclass(slots=True)
class _Request:
    """One that was accepted."""

    batch_id: str
    total: int
    ended: int = 0


class OverHttp:
    """A target of workers.imports."""

    largest_file = 10 * 1024 * 1024
    most_files = 100
    most_bytes = 64 * 1024 * 1024

    def __init__(self, session: requests.Session, url: str) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._requests: list[_Request] = []
        self._checked_at = time.monotonic()

    @classmethod
    @contextmanager
    def opened(cls, url: str, token: str | None) -> Iterator[Self]:
        if not token:
            raise CannotRunError("Give a personal token with --token or PSSCRIPT_TOKEN; `psscript token create` on the library's machine makes one.")
        if not url.startswith(("http://", "https://")):
            raise CannotRunError(f"{url} is no address; it begins with http:// or https://.")
        with requests.Session() as session:
            session.headers["Authorization"] = f"Bearer {token}"
            yield cls(session, url)

    def send(self, scripts: Sequence[Script]) -> list[Sent]:
        good = [script for script in scripts if len(text_of(script.path).encode()) <= LONGEST_PATH]
        answers = iter(self._post(good) if good else ())
        return [_sent(script, next(answers)) if script in good else _too_long(script) for script in scripts]

    def _post(self, scripts: Sequence[Script]) -> list[dict[str, Any]]:
        """What the library says of each file."""
        files = [("files", (text_of(script.path).rpartition("/")[2], script.content)) for script in scripts]
        fields = [("source_path", text_of(script.path)) for script in scripts]
        # The key makes a request whose answer was lost harmless to send again.
        answer = self._call("POST", "/api/scripts/upload/async", files=files, data=fields, headers={"Idempotency-Key": uuid.uuid4().hex})
        body = answer.json()
        if answer.status_code == requests.codes.accepted:
            uploads: list[dict[str, Any]] = body["uploads"]
            self._requests.append(_Request(body["batchId"], sum(upload["status"] != "refused" for upload in uploads)))
            return uploads
        if "uploads" in body.get("details", {}):  # none of them can be taken, each for a reason of its own
            return list(body["details"]["uploads"])
        raise _refusal(answer)

    def progress(self) -> tuple[int, bool]:
        """Asks about the oldest request that has not ended; they end about in the order in which they came."""
        waiting = next((one for one in self._requests if one.ended < one.total), None)
        if waiting:
            body = self._get(f"/api/batches/{waiting.batch_id}?limit=0&wait={WAIT}")
            waiting.ended = sum(number for status, number in body["byStatus"].items() if status in ("completed", "duplicate", "failed"))
        return sum(one.ended for one in self._requests), all(one.ended == one.total for one in self._requests)

    def outcomes(self, sent: Sequence[Sent]) -> Iterator[Outcome]:
        paths = {one.id: one.path for one in sent}
        for one in self._requests:
            for upload in self._get(f"/api/batches/{one.batch_id}?limit={self.most_files}")["uploads"]:
                state = state_of(upload["status"], upload["outcome"])
                yield Outcome(paths[upload["uploadId"]], state, upload["scriptId"], upload["version"], upload["error"])

    def check_workers(self) -> None:
        if time.monotonic() - self._checked_at < CHECK_WORKERS:
            return
        self._checked_at = time.monotonic()
        if "workers" in self._get("/health/ready")["degraded"]:
            raise CannotRunError("The library has no worker that runs. What was accepted is kept and goes on when there is one.")

    def _get(self, path: str) -> dict[str, Any]:
        answer = self._call("GET", path)
        if not answer.ok:
            raise _refusal(answer)
        body: dict[str, Any] = answer.json()
        return body

    def _call(self, method: str, path: str, **parts: Any) -> requests.Response:
        """Tries again where the library is busy or away for a moment."""
        delay = FIRST_DELAY
        for attempt in range(1, TRIES + 1):
            try:
                answer = self._session.request(method, self._url + path, timeout=TIMEOUT, **parts)
                if answer.status_code not in AGAIN or attempt == TRIES:
                    return answer
                wished = answer.headers.get("Retry-After", "")
                pause = float(wished) if wished.isdigit() else delay
            except (requests.ConnectionError, requests.Timeout) as error:
                if attempt == TRIES or not self._requests:
                    raise CannotRunError(f"{self._url} does not answer: {_cause(error)}") from error
                pause = delay
            time.sleep(min(pause, LONGEST_DELAY))
            delay *= 2
        raise AssertionError("The last attempt returns or raises.")


def _sent(script: Script, answer: dict[str, Any]) -> Sent:
    return Sent(text_of(script.path), answer.get("uploadId"), answer.get("error"))


def _too_long(script: Script) -> Sent:
    return Sent(text_of(script.path), None, {"code": "path_too_long", "message": "The source path is longer than 2000 bytes."})


def _refusal(answer: requests.Response) -> CannotRunError:
    if answer.status_code == requests.codes.unauthorized:
        return CannotRunError("The library does not take this token: it is wrong, expired or revoked. Make another with `psscript token create`.")
    try:
        message = answer.json()["message"]
    except (ValueError, KeyError, TypeError):
        message = f"it answers with {answer.status_code}, not like a library of PSScript"
    return CannotRunError(f"The library refuses: {message}")


def _cause(error: requests.RequestException) -> str:
    """The innermost reason; the outer ones repeat addresses of objects."""
    inner: BaseException = error
    while (deeper := inner.__cause__ or inner.__context__) is not None:
        inner = deeper
    return str(inner)
