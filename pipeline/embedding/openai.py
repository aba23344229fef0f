"""The provider `openai`: any service that speaks OpenAI's embeddings API, on this machine or elsewhere.

What leaves the house is a script's digest, never its text, and of private scripts only where their owner allows it. A service that fails is not
replaced by another model: the script has no vector until the service answers, and searches do without vectors.
"""

import hashlib
import json
import logging
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import requests
import urllib3

from pipeline.config import Settings
from pipeline.embedding.digest import VERSION, without_secrets
from pipeline.embedding.layout import READING, said
from pipeline.embedding.model import NOTHING_TO_SAY, Embeddable, Model, Unavailable
from pipeline.errors import TransientError

log = logging.getLogger(__name__)

AT_ONCE = 64  # texts of a request
LONGEST_TEXT = 6000  # letters; services take some thousand tokens
LARGEST_ANSWER = 64 * 1024 * 1024
CONNECT_SECONDS = 5.0
QUESTION_SECONDS = 4.0  # in which a question must be answered: somebody waits
QUIET_SECONDS = 30.0  # after a failure, in which no question is sent
FIRST_DELAY = 0.5  # before trying again, doubling
LONGEST_DELAY = 20.0
TRY_AGAIN = frozenset({408, 409, 425, 429})
TOO_MUCH = frozenset({400, 413, 422})  # what a service says to a text that it does not take

PRIVATE = Unavailable("private_script", "The script is private, and its owner has not allowed that private scripts are sent to an embedding service.")
REFUSED = Unavailable("text_refused", "The embedding service does not take what this script says of itself.")
CONFUSED = Unavailable("provider_confused", "The embedding service gave something that is no vector of its model.")

Answer = Sequence[float] | Unavailable


class ServiceAwayError(TransientError):
    """The embedding service does not answer."""

    code: ClassVar[str] = "provider_away"


class ServiceRefusesError(TransientError):
    """The embedding service refuses to work: its address, its key or the name of the model is wrong."""

    code: ClassVar[str] = "provider_refuses"


class ServiceConfusedError(TransientError):
    """The embedding service answers with something else than vectors."""

    code: ClassVar[str] = "provider_confused"


class _TextRefusedError(TransientError):
    """The service does not take these texts."""

    code: ClassVar[str] = "text_refused"


@dataclass(frozen=True, slots=True)
class Patience:
    """`seconds` for all of a call, waits and repetitions with it."""

    seconds: float
    tries: int


class OpenAI:
    def __init__(
        self, settings: Settings, model: str, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._url = f"{(settings.embedding_url or '').rstrip('/')}/embeddings"
        self._key = settings.embedding_key
        self._patience = Patience(settings.embedding_budget, settings.embedding_tries)
        self._sleep = sleep
        self._clock = clock
        self._quiet_until = float("-inf")
        # Weights of a service cannot be looked at: where it is and what it calls the model stand for them.
        size = settings.embedding_dimensions
        identity = hashlib.sha256(f"{settings.embedding_url} {model} {size}".encode()).hexdigest()
        self.model = Model(f"openai:{model[:16]}:{identity[:12]}:{VERSION}.{READING}", "openai", model, identity, VERSION, size)

    def embed(self, scripts: Sequence[Embeddable]) -> Sequence[Answer]:
        """Raises ServiceAwayError, ServiceRefusesError, ServiceConfusedError."""
        texts = [text_of(script) for script in scripts]
        asked = [text for text in texts if not isinstance(text, Unavailable)]
        answers = iter(self._urgently(asked) if any(script.urgent for script in scripts) else self._all(asked))
        return [text if isinstance(text, Unavailable) else next(answers) for text in texts]

    def _urgently(self, texts: Sequence[str]) -> Sequence[Answer]:
        if self._clock() < self._quiet_until:
            raise ServiceAwayError("The embedding service did not answer a moment ago, and is not asked again so soon.")
        try:
            return self._one_request(texts, self._clock() + QUESTION_SECONDS, 1)
        except (ServiceAwayError, ServiceRefusesError):
            self._quiet_until = self._clock() + QUIET_SECONDS
            raise

    def _all(self, texts: Sequence[str]) -> list[Answer]:
        deadline = self._clock() + self._patience.seconds
        return [answer for start in range(0, len(texts), AT_ONCE) for answer in self._halving(texts[start : start + AT_ONCE], deadline)]

    def _halving(self, texts: Sequence[str], deadline: float) -> Sequence[Answer]:
        """One text that the service does not take costs only itself its vector."""
        try:
            return self._one_request(texts, deadline, self._patience.tries)
        except _TextRefusedError:
            if len(texts) == 1:
                return [REFUSED]
            half = len(texts) // 2
            return [*self._halving(texts[:half], deadline), *self._halving(texts[half:], deadline)]

    def _one_request(self, texts: Sequence[str], deadline: float, tries: int) -> Sequence[Answer]:
        if not texts:
            return []
        for attempt in range(1, tries + 1):
            try:
                return self._vectors(self._post(texts, deadline), len(texts))
            except (ServiceAwayError, ServiceConfusedError) as error:
                wait = max(_delay(attempt), float(error.details.get("retryAfter", 0)))
                if attempt == tries or self._clock() + wait >= deadline:
                    raise
                log.info("Asking the embedding service again in %.1f s: %s", wait, error)
                self._sleep(wait)
        raise ServiceAwayError

    def _post(self, texts: Sequence[str], deadline: float) -> bytes:
        left = deadline - self._clock()
        if left <= 0:
            raise ServiceAwayError("The embedding service takes longer than it may.")
        body = {"model": self.model.model, "input": list(texts), "encoding_format": "float"}
        try:
            with requests.post(
                self._url, json=body, auth=self._sign, timeout=(min(CONNECT_SECONDS, left), left), stream=True, allow_redirects=False
            ) as response:
                _check(response)
                return b"".join(self._pieces(response, deadline))
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError, OSError) as error:
            raise ServiceAwayError(f"The embedding service cannot be reached ({type(error).__name__}).") from error

    def _sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Said here, so that no .netrc says something else."""
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request

    def _pieces(self, response: requests.Response, deadline: float) -> Iterator[bytes]:
        """A service may answer a byte at a time, for ever."""
        size = 0
        for piece in response.iter_content(1 << 16):
            size += len(piece)
            if size > LARGEST_ANSWER:
                raise ServiceConfusedError("The embedding service answers more than it was asked for.")
            if self._clock() > deadline:
                raise ServiceAwayError("The embedding service takes longer than it may.")
            yield piece

    def _vectors(self, body: bytes, wanted: int) -> Sequence[Answer]:
        try:
            data = json.loads(body)["data"]
            by_index = {entry["index"]: entry["embedding"] for entry in data}
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ServiceConfusedError from error
        if len(data) != wanted or sorted(by_index) != list(range(wanted)):
            raise ServiceConfusedError(f"The embedding service gave {len(data)} vectors for {wanted} texts.")
        return [_unit(by_index[index], self.model.dimensions) for index in range(wanted)]


def open_openai(settings: Settings, model: str | None = None) -> OpenAI | Unavailable:
    """Asks nothing yet."""
    if not settings.embedding_url:
        return Unavailable("no_service", "The embedding provider openai needs the setting EMBEDDING_URL, such as http://localhost:11434/v1.")
    return OpenAI(settings, model or settings.embedding_model)


def text_of(script: Embeddable) -> str | Unavailable:
    """What is sent."""
    if not script.may_leave:
        return PRIVATE
    return said(script.digest, without_secrets)[:LONGEST_TEXT] or NOTHING_TO_SAY


def _check(response: requests.Response) -> None:
    status = response.status_code
    if status == 200:
        return
    if status in TRY_AGAIN or status >= 500:
        raise ServiceAwayError(f"The embedding service answered {status}.", retryAfter=_retry_after(response))
    if status in TOO_MUCH:
        raise _TextRefusedError
    raise ServiceRefusesError(f"The embedding service answered {status}: its address, its key or the name of the model is wrong.")


def _retry_after(response: requests.Response) -> float:
    """Seconds; what is no number counts as none."""
    text = response.headers.get("Retry-After", "")
    return min(float(text), LONGEST_DELAY) if text.isdecimal() else 0.0


def _delay(attempt: int) -> float:
    return min(FIRST_DELAY * 2.0 ** (attempt - 1), LONGEST_DELAY) * random.uniform(0.75, 1.25)  # noqa: S311 apart from each other, not secret


def _unit(vector: Any, size: int) -> Answer:
    """Of length one, or why it is none."""
    if not isinstance(vector, list) or len(vector) != size or any(type(value) not in (int, float) for value in vector):
        return CONFUSED
    try:
        length = math.hypot(*vector)
    except OverflowError:
        return CONFUSED
    if not math.isfinite(length) or length < 1e-30:
        return CONFUSED
    return [value / length for value in vector]
