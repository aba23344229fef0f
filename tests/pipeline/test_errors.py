import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import db
import pipeline
import web
import workers
from pipeline.errors import PermanentError, PipelineError, TransientError


def _kinds(kind: type[PipelineError] = PipelineError) -> Iterator[type[PipelineError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


@pytest.fixture(scope="module")
def kinds() -> list[type[PipelineError]]:
    """Every error of the program."""
    for room in (db, pipeline, web, workers):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if found.name.rpartition(".")[2] == "errors":
                importlib.import_module(found.name)
    return list(dict.fromkeys(_kinds()))


def test_a_message_is_the_docstring_unless_said_otherwise() -> None:
    assert str(TransientError()) == "This could not be done now; later it may."
    assert str(TransientError("Redis sleeps.")) == "Redis sleeps."
    assert TransientError(sleeper="redis").details == {"sleeper": "redis"}


def test_every_error_is_a_sentence_and_either_permanent_or_transient(kinds: list[type[PipelineError]]) -> None:
    for kind in kinds:
        assert kind.__doc__, kind
        assert kind.__doc__.rstrip()[-1] in ".?!", kind
        assert kind is PipelineError or issubclass(kind, PermanentError) != issubclass(kind, TransientError), kind


def test_one_code_is_either_tried_again_or_not(kinds: list[type[PipelineError]]) -> None:
    tried_again: dict[str, set[bool]] = {}
    for kind in kinds:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", kind.code)
        tried_again.setdefault(kind.code, set()).add(issubclass(kind, TransientError))
    assert [code for code, answers in tried_again.items() if len(answers) > 1] == []
