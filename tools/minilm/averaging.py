"""The mean of two tables: what was learned twice in different ways is surer than what was learned once (Wortsman and others, "Model soups", 2022)."""

from pathlib import Path
from typing import Any

import numpy as np

from pipeline.embedding.bert import SHARES, Weights
from tools.minilm.keeping import Learned

_DOWN = ".weight.down"


def mean(one: Learned, other: Learned) -> Learned:
    """Of each matrix half of what either adds: the two products as one, of the ranks of both."""
    layers = [
        {name: (np.concatenate([down, layer[name][0]], 1), np.concatenate([up / 2, layer[name][1] / 2])) for name, (down, up) in changes.items()}
        for changes, layer in zip(one["layers"], other["layers"], strict=True)
    ]
    return {"layers": layers, "shares": (one["shares"] + other["shares"]) / 2}


def kept(path: Path) -> Learned:
    """What `keep` wrote."""
    table = Weights(path)
    layers: list[dict[str, Any]] = []
    while layer := table.under(f"encoder.layer.{len(layers)}."):
        names = [name.removesuffix(_DOWN) for name in layer if name.endswith(_DOWN)]
        layers.append({name: _matrices(layer, f"{name}.weight") for name in names})
    return {"layers": layers, "shares": table[SHARES].astype(np.float32) * table[f"{SHARES}.unit"]}


def _matrices(layer: Any, name: str) -> tuple[Any, Any]:
    down, up, times = (layer[f"{name}.{part}"].astype(np.float32) for part in ("down", "up", "times"))
    return down.T, (up * times).T
