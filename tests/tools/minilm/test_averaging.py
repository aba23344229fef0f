"""The mean of two tables adds to each matrix half of what either adds."""

from pathlib import Path

import numpy as np

from pipeline.embedding.bert import SHARES, Weights
from tools.minilm.averaging import kept, mean
from tools.minilm.keeping import Learned, keep


def learned(seed: int, rank: int) -> Learned:
    random = np.random.default_rng(seed)
    layers = [
        {"dense": (random.normal(size=(6, rank)).astype(np.float32), random.normal(size=(rank, 4)).astype(np.float32))} for _ in range(2)
    ]
    return {"layers": layers, "shares": random.normal(size=5).astype(np.float32)}


def added(table: Learned, layer: int) -> np.ndarray:
    down, up = table["layers"][layer]["dense"]
    return np.asarray(down @ up)


def test_of_each_matrix_and_of_the_shares() -> None:
    one, other = learned(1, 2), learned(2, 3)
    both = mean(one, other)
    for layer in range(2):
        assert np.allclose(added(both, layer), (added(one, layer) + added(other, layer)) / 2, atol=1e-5)
    assert np.allclose(both["shares"], (one["shares"] + other["shares"]) / 2)


def test_what_was_kept_is_read_as_it_was_and_its_mean_with_itself_is_itself(tmp_path: Path) -> None:
    one = learned(3, 2)
    (tmp_path / "one").write_bytes(keep(one))
    again = kept(tmp_path / "one")
    assert len(again["layers"]) == 2
    assert np.abs(added(again, 1) - added(one, 1)).max() < 0.1
    assert np.abs(again["shares"] - one["shares"]).max() < 0.02
    (tmp_path / "both").write_bytes(keep(mean(again, again)))
    weight = Weights(tmp_path / "both").under("encoder.layer.1.dense.weight.")
    assert np.abs((weight["up"] * weight["times"]) @ weight["down"] - added(one, 1).T).max() < 0.2
    assert Weights(tmp_path / "both")[SHARES].shape == (5,)
