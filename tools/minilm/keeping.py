"""What was learned as a small file in the safetensors format, in whole numbers of eight bits, as `pipeline.embedding.bert` reads it."""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.embedding.bert import SHARES

TOP = 127
Learned = Mapping[str, Any]  # `layers`: of each layer, by the name of a matrix, the two whose product is added to it; `shares` by token


def keep(learned: Learned) -> bytes:
    tensors: dict[str, NDArray[Any]] = {}
    for number, layer in enumerate(learned["layers"]):
        for name, (down, up) in layer.items():
            tensors |= _of_matrix(f"encoder.layer.{number}.{name}.weight", np.asarray(down).T, np.asarray(up).T)
    shares = np.asarray(learned["shares"])
    step = np.float32(np.abs(shares).max() / TOP)
    return _file(tensors | {SHARES: _whole(shares, step), f"{SHARES}.unit": np.array([step], np.float32)})


def _of_matrix(name: str, down: NDArray[Any], up: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Each row of the one and column of the other has its own step."""
    down_step, up_step = np.abs(down).max(axis=1, keepdims=True) / TOP, np.abs(up).max(axis=0) / TOP
    times = (down_step[:, 0] * up_step).astype(np.float32)
    return {f"{name}.down": _whole(down, down_step), f"{name}.up": _whole(up, up_step), f"{name}.times": times}


def _whole(values: NDArray[Any], step: Any) -> NDArray[Any]:
    return np.rint(values / np.where(step > 0, step, 1)).astype(np.int8)


def _file(tensors: Mapping[str, NDArray[Any]]) -> bytes:
    """Numbers of four bytes first, so that they lie where they are read at once."""
    header: dict[str, Any] = {}
    data = b""
    for name, tensor in sorted(tensors.items(), key=lambda item: (item[1].dtype != np.float32, item[0])):
        start, kind = len(data), "F32" if tensor.dtype == np.float32 else "I8"
        data += np.ascontiguousarray(tensor).tobytes()
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [start, len(data)]}
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    return struct.pack("<Q", len(head)) + head + data
