"""A BERT encoder read forward, with nothing but NumPy: tokens to one vector of length one, the weighed mean of their last states.

The texts of one script at a time. In a batch of scripts they would be multiplied in other shapes, and a vector would depend, in its last
digits, on what else was in the batch.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

HEADS = 12
SHARES = "shares"  # of a token's state in the mean of a text, by token; as a logarithm
_TIMES = ".times"
_TYPES = {"F32": np.float32, "I8": np.int8}
_TINY = np.float32(1e-12)  # as the model's configuration says
_ROWS = 16  # of an activation that are worked on at once, so that they stay in the processor's cache
# erf(x) as x P(x^2) / Q(x^2) where |x| < 4, to single precision; the highest power first.
_P = (-2.72614225801306e-10, 2.77068142495902e-08, -2.10102402082508e-06, -5.69250639462346e-05, -7.34990630326855e-04, -2.95459980854025e-03,
      -1.60960333262415e-02)  # fmt: skip
_Q = (-1.45660718464996e-05, -2.13374055278905e-04, -1.68282697438203e-03, -7.37332916720468e-03, -1.42647390514189e-02)


class Weights:
    """Of a file in the safetensors format, mapped into memory, so that processes share them."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            (size,) = struct.unpack("<Q", file.read(8))
            header: dict[str, Any] = json.loads(file.read(size))
        data = np.memmap(path, np.uint8, "r", 8 + size)
        self._tensors: dict[str, Any] = {name: _tensor(data, entry) for name, entry in header.items() if entry.get("dtype") in _TYPES}

    def __getitem__(self, name: str) -> Array:
        tensor: Array = self._tensors[name]
        return tensor

    def under(self, prefix: str) -> Mapping[str, Array]:
        return {name.removeprefix(prefix): tensor for name, tensor in self._tensors.items() if name.startswith(prefix)}

    def learn(self, learned: "Weights") -> None:
        """Add to each matrix what was learned of it, a product of two small ones (`down` and `up`, in whole numbers, and what these are times)."""
        for name in learned.under(""):
            if name.endswith(_TIMES):
                matrix = name.removesuffix(_TIMES)
                up, down = learned[f"{matrix}.up"].astype(np.float32), learned[f"{matrix}.down"].astype(np.float32)
                self._tensors[matrix] = self._tensors[matrix] + (up * learned[name]) @ down


class Encoder:
    """`learned`: what the model has learned since, and is not in its own weights."""

    def __init__(self, weights: Weights, learned: Weights | None = None) -> None:
        if learned:
            weights.learn(learned)
        self._shares = _shares(learned) if learned else None
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        self._norm = weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"]
        self._layers: list[_Layer] = []
        while layer := weights.under(f"encoder.layer.{len(self._layers)}."):
            self._layers.append(_Layer(layer))

    @property
    def dimensions(self) -> int:
        return int(self._words.shape[1])

    def read(self, texts: Sequence[Sequence[int]]) -> list[Array]:
        """A vector a text. They lie one behind the other, so that weights are gone through once for all; tokens see those of their own text."""
        tokens = [token for text in texts for token in text]
        ends = list(accumulate(map(len, texts)))
        spans = [slice(end - len(text), end) for end, text in zip(ends, texts, strict=True)]
        state = _normal(self._words[tokens] + np.concatenate([self._places[: len(text)] for text in texts]), *self._norm)
        for layer in self._layers:
            state = layer.forward(state, spans)
        shares = np.ones(len(tokens), np.float32) if self._shares is None else self._shares[tokens]
        return [unit(shares[span] @ state[span]) for span in spans]


class _Layer:
    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._w = weights
        three = ("attention.self.query", "attention.self.key", "attention.self.value")
        self._in = np.concatenate([weights[f"{name}.weight"] for name in three]).T  # one product instead of three
        self._in_bias = np.concatenate([weights[f"{name}.bias"] for name in three])

    def forward(self, state: Array, spans: Sequence[slice]) -> Array:
        three = state @ self._in + self._in_bias
        seen = np.concatenate([_attention(three[span]) for span in spans])
        state = self._normal("attention.output", state + self._linear("attention.output.dense", seen))
        wide = gelu(self._linear("intermediate.dense", state))
        return self._normal("output", state + self._linear("output.dense", wide))

    def _linear(self, name: str, state: Array) -> Array:
        product: Array = state @ self._w[f"{name}.weight"].T
        product += self._w[f"{name}.bias"]
        return product

    def _normal(self, name: str, state: Array) -> Array:
        return _normal(state, self._w[f"{name}.LayerNorm.weight"], self._w[f"{name}.LayerNorm.bias"])


def _attention(three: Array) -> Array:
    """`three`: queries, keys and values side by side."""
    length, width = len(three), three.shape[1] // 3
    query, key, value = three.reshape(length, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
    likeness: Array = query @ key.transpose(0, 2, 1) * np.float32((width // HEADS) ** -0.5)
    likeness -= likeness.max(axis=-1, keepdims=True)
    np.exp(likeness, out=likeness)
    likeness /= likeness.sum(axis=-1, keepdims=True)
    seen: Array = (likeness @ value).transpose(1, 0, 2).reshape(length, width)
    return seen


def gelu(state: Array) -> Array:
    """In place: x (1 + erf(x / sqrt 2)) / 2."""
    for start in range(0, len(state), _ROWS):
        some = state[start : start + _ROWS]
        half = np.clip(some * np.float32(0.5**0.5), -4.0, 4.0)
        square = half * half
        half *= _polynomial(_P, square)
        half /= _polynomial(_Q, square)
        half += np.float32(1.0)
        half *= np.float32(0.5)
        some *= half
    return state


def unit(vector: Array) -> Array:
    """Of length one; zero stays zero."""
    length = np.sqrt(np.float32(vector @ vector))
    return vector / length if length else vector


def _polynomial(factors: Sequence[float], x: Array) -> Array:
    value = np.full_like(x, factors[0])
    for factor in factors[1:]:
        value *= x
        value += np.float32(factor)
    return value


def _normal(state: Array, weight: Array, bias: Array) -> Array:
    away: Array = state - state.mean(axis=-1, keepdims=True)
    away /= np.sqrt(np.square(away).mean(axis=-1, keepdims=True) + _TINY)
    away *= weight
    away += bias
    return away


def _tensor(data: NDArray[np.uint8], entry: Mapping[str, Any]) -> NDArray[Any]:
    first, last = entry["data_offsets"]
    return data[first:last].view(_TYPES[entry["dtype"]]).reshape(entry["shape"])


def _shares(learned: Weights) -> Array:
    shares: Array = np.exp(learned[SHARES].astype(np.float32) * learned[f"{SHARES}.unit"])
    return shares
