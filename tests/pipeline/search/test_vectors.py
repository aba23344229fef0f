"""What is said where a question has no vector: always what became of the search, too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.embedding.model import Unavailable, question
from pipeline.embedding.provider import open_named
from pipeline.search.vectors import vector_of
from tests.pipeline.embedding.service import Say, Service, said, serving

THEN = ", so words alone ranked"
WRONG: dict[str, Any] = {"size": [1.0, 2.0], "infinite": [float("nan"), 0, 0, 1], "zeros": [0, 0, 0, 0], "text": "abcd"}


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as running:
        yield running


@pytest.fixture
def settings(service: Service) -> Settings:
    return Settings(psscript_data=Path("/nowhere"), embedding_url=service.url, embedding_dimensions=4, embedding_model="tiny")


def ask(settings: Settings, model_id: str | None = None) -> Any:
    provider = open_named(settings, "openai", "tiny")
    assert not isinstance(provider, Unavailable)
    return vector_of(settings, {"id": model_id or provider.model.id, "provider": "openai", "model": "tiny"}, question("spooler"), THEN)


def test_a_vector_is_given_as_it_is(settings: Settings) -> None:
    assert len(ask(settings)) == 4


@pytest.mark.parametrize("answer", [
    *(said({"data": [{"index": 0, "embedding": vector}]}) for vector in WRONG.values()), said({"data": []}),
    said(b"", 400), said(b"", 403), said(b"", 503),
])  # fmt: skip
def test_what_is_no_vector_ends_with_who_ranked(settings: Settings, service: Service, answer: Say) -> None:
    service.answers = [answer]
    assert_told(ask(settings))


def test_so_does_a_model_or_a_provider_that_is_not_here(settings: Settings) -> None:
    assert_told(ask(settings, "openai:another"))
    assert_told(vector_of(settings, {"id": "x", "provider": "nosuch", "model": "x"}, question("spooler"), THEN))


def assert_told(answer: Any) -> None:
    assert isinstance(answer, Unavailable)
    assert answer.message.count("words alone ranked") == 1
    assert ".," not in answer.message
