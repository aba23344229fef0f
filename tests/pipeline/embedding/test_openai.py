"""The provider that asks a service, which may do anything."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.embedding import openai
from pipeline.embedding.digest import Digest
from pipeline.embedding.model import NOTHING_TO_SAY, Embeddable, Unavailable, question
from pipeline.embedding.openai import (
    CONFUSED,
    PRIVATE,
    REFUSED,
    OpenAI,
    ServiceAwayError,
    ServiceConfusedError,
    ServiceRefusesError,
    open_openai,
)
from tests.pipeline.embedding.service import Service, said, serving


@dataclass
class Time:
    """Passes only where somebody waits."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def read(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as running:
        yield running


@pytest.fixture
def provider(service: Service, time: Time) -> OpenAI:
    return opened(service.url, time)


def opened(url: str, time: Time, **chosen: Any) -> OpenAI:
    settings = Settings(psscript_data=Path("/nowhere"), embedding_url=url, embedding_key="sk-1", embedding_dimensions=4, **chosen)
    return OpenAI(settings, "tiny", time.sleep, time.read)


def about(text: str, **more: Any) -> Embeddable:
    return Embeddable("", None, text, "ps1", Digest(comments=[text]), None, **more)


def test_texts_go_in_batches_and_vectors_come_back_in_order(provider: OpenAI, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai, "AT_ONCE", 2)
    answers = provider.embed([about("a" * (number + 2)) for number in range(5)])
    assert [len(body["input"]) for body in service.asked] == [2, 2, 1]
    assert set(service.keys) == {"Bearer sk-1"}
    for number, answer in enumerate(answers):
        assert not isinstance(answer, Unavailable)
        assert math.isclose(answer[0] / answer[1], number + 2)
        assert math.isclose(math.hypot(*answer), 1)


def test_only_what_may_leave_leaves_and_without_secrets(provider: OpenAI, service: Service) -> None:
    token = "ghp_" + "a1B2" * 9
    says = Digest(title=[f"Sync {token}"], comments=[f"use {token}", "password: hunter2 here"], variables=["path"])
    open_one = Embeddable("", None, "", "ps1", says, None)
    answers = provider.embed([about("mine alone", may_leave=False), open_one, about("  ")])
    assert [answers[0], answers[2]] == [PRIVATE, NOTHING_TO_SAY]
    (body,) = service.asked
    (text,) = body["input"]
    assert "sync" in text
    assert "path" in text
    assert not any(secret in text for secret in ("ghp", "b2a1", "hunter", "mine"))


def test_a_service_that_is_away_is_asked_again_after_growing_waits(provider: OpenAI, service: Service, time: Time) -> None:
    service.answers = [said(b"", 503), said(b"", 429, Retry_After="7"), said(b"no json"), service.vectors]
    assert not isinstance(provider.embed([about("words")])[0], Unavailable)
    assert len(service.asked) == 4
    first, second, third = time.slept
    assert first < 1
    assert second == 7
    assert first < third


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (said(b"", 500), ServiceAwayError),
        (said(b"", 429, Retry_After="never"), ServiceAwayError),
        (said(b"", 401), ServiceRefusesError),
        (said(b"", 404), ServiceRefusesError),
        (said(b"", 302, Location="http://127.0.0.1:9/"), ServiceRefusesError),
        (said(b"<html>"), ServiceConfusedError),
        (said(b"\xff\xfe"), ServiceConfusedError),
        (said([1]), ServiceConfusedError),
        (said({"data": None}), ServiceConfusedError),
        (said({"data": []}), ServiceConfusedError),
        (said({"data": [{"index": 0}]}), ServiceConfusedError),
        (said({"data": [{"index": 1, "embedding": [1, 2, 3, 4]}]}), ServiceConfusedError),
        (said({"data": [{"index": 0, "embedding": [1, 2, 3, 4]}] * 2}), ServiceConfusedError),
        (said({"data": [{"index": [], "embedding": [1, 2, 3, 4]}]}), ServiceConfusedError),
        (said(b"[" * 100_000), ServiceConfusedError),
        (said(b"cut", Content_Length="999999", Connection="close"), ServiceAwayError),
    ],
)
def test_what_a_service_says_instead_of_vectors(provider: OpenAI, service: Service, answer: Any, error: type[Exception]) -> None:
    service.answers = [answer] * 9
    with pytest.raises(error):
        provider.embed([about("words")])
    assert len(service.asked) <= 4


@pytest.mark.parametrize(
    "vector",
    [[1, 2, 3], [1, 2, 3, 4, 5], [0, 0, 0, 0], [float("nan"), 1, 1, 1], [float("inf"), 1, 1, 1], [1e308] * 4, [10**400, 1, 1, 1],
     ["1", 1, 1, 1], [True, 1, 1, 1], [None] * 4, "1234", None, {}],
)  # fmt: skip
def test_what_is_no_vector_costs_only_its_script(provider: OpenAI, service: Service, vector: Any) -> None:
    service.answers = [said({"data": [{"index": 1, "embedding": [1, 0, 0, 0]}, {"index": 0, "embedding": vector}]})]
    assert provider.embed([about("one"), about("two")]) == [CONFUSED, [1, 0, 0, 0]]


def test_a_text_that_is_not_taken_costs_only_its_script(provider: OpenAI, service: Service) -> None:
    def picky(body: dict[str, Any]) -> Any:
        return said(b"", 400) if "bad" in body["input"] else service.vectors(body)

    service.answers = [picky] * 20
    answers = provider.embed([about(text) for text in ("one", "two", "bad", "four")])
    assert [answer == REFUSED for answer in answers] == [False, False, True, False]


def test_a_service_that_hangs_takes_no_longer_than_it_may(service: Service) -> None:
    """Real time passes here, a fifth of a second of it."""
    settings = Settings(psscript_data=Path("/nowhere"), embedding_url=service.url, embedding_dimensions=4, embedding_budget=0.2)

    def late(body: dict[str, Any]) -> Any:
        service.hang.wait(60)
        return service.vectors(body)

    service.answers = [late]
    with pytest.raises(ServiceAwayError):
        OpenAI(settings, "tiny").embed([about("words")])


def test_the_budget_bounds_waits_too(provider: OpenAI, service: Service, time: Time) -> None:
    service.answers = [said(b"", 503, Retry_After="20")] * 9
    time_left = opened(service.url, time, embedding_budget=50.0, embedding_tries=9)
    with pytest.raises(ServiceAwayError):
        time_left.embed([about("words")])
    assert len(time.slept) == 2


def test_questions_are_not_sent_to_a_service_that_just_failed(provider: OpenAI, service: Service, time: Time) -> None:
    service.answers = [said(b"", 503)]
    for _ in range(3):
        with pytest.raises(ServiceAwayError):
            provider.embed([question("restart")])
    assert (len(service.asked), time.slept) == (1, [])
    time.now += openai.QUIET_SECONDS
    assert not isinstance(provider.embed([question("restart")])[0], Unavailable)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "nonsense", "http://[", "http://\u2603.invalid:99999/v1"])
def test_an_address_where_nobody_is(url: str, time: Time) -> None:
    with pytest.raises(ServiceAwayError):
        opened(url, time).embed([about("words")])


def test_a_key_that_no_header_can_say(service: Service, time: Time) -> None:
    settings = Settings(psscript_data=Path("/nowhere"), embedding_url=service.url, embedding_key="\u2603", embedding_dimensions=4)
    with pytest.raises(ServiceAwayError):
        OpenAI(settings, "tiny", time.sleep, time.read).embed([about("words")])


def test_without_an_address_there_is_none() -> None:
    refused = open_openai(Settings(psscript_data=Path("/nowhere")))
    assert isinstance(refused, Unavailable)
    assert "EMBEDDING_URL" in refused.message


def test_another_place_or_model_is_another_model(time: Time) -> None:
    made = [opened(url, time).model for url in ("http://a/v1", "http://b/v1")]
    assert made[0].id != made[1].id
    assert all(len(model.id) <= 50 for model in made)
