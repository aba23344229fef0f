"""What was learned is read as it was written, to the eight bits that it is kept in."""

from pathlib import Path

import numpy as np

from pipeline.embedding.bert import SHARES, Weights
from tools.minilm.keeping import keep


def test_a_matrix_and_its_change(tmp_path: Path) -> None:
    random = np.random.default_rng(7)
    down, up = random.normal(size=(6, 2)).astype(np.float32), random.normal(size=(2, 4)).astype(np.float32)
    shares = np.array([0, -1.27, 0.635], np.float32)
    (tmp_path / "learned").write_bytes(keep({"layers": [{"dense": (down, up)}], "shares": shares}))
    learned = Weights(tmp_path / "learned")
    kept = learned.under("encoder.layer.0.dense.weight.")
    assert np.abs((kept["up"] * kept["times"]) @ kept["down"] - (down @ up).T).max() < 0.1
    assert learned[SHARES].tolist() == [0, -127, 64]
    assert learned[f"{SHARES}.unit"].tolist() == [np.float32(0.01)]


def test_what_is_zero_stays_zero(tmp_path: Path) -> None:
    nothing = np.zeros((3, 2), np.float32), np.zeros((2, 3), np.float32)
    (tmp_path / "learned").write_bytes(keep({"layers": [{"dense": nothing}], "shares": np.zeros(2, np.float32)}))
    learned = Weights(tmp_path / "learned")
    assert not any(tensor.any() for tensor in learned.under("").values())
