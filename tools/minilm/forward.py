"""The encoder of `pipeline.embedding.bert`, written for JAX: many texts at once, and what is learned apart from what is fixed.

Texts lie one behind another in rows of one length, so that hardly anything is filled up; a token sees those of its own text.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from pipeline.embedding.bert import HEADS, Weights

RANK = 8
MATRICES = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense", "output.dense")
Tree = Any  # arrays in dicts, lists and tuples


class Rows(NamedTuple):
    """Of tokens; `text` is the number of the text that each belongs to, -1 where there is none."""

    tokens: Any
    places: Any
    text: Any


def fixed(path: Path) -> Tree:
    """The model's own weights."""
    weights = Weights(path)
    layers: list[Tree] = []
    while layer := weights.under(f"encoder.layer.{len(layers)}."):
        layers.append({name: jnp.array(value.T) for name, value in layer.items()})
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    norm = weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"]
    return {"words": jnp.array(weights["embeddings.word_embeddings.weight"]), "places": jnp.array(places), "norm": norm, "layers": layers}


def unlearned(model: Tree, seed: int) -> Tree:
    """What is to be learned, where nothing is: each matrix gets the product of two, of which one is zero."""
    random = np.random.default_rng(seed)
    layers = []
    for layer in model["layers"]:
        shapes = {name: layer[f"{name}.weight"].shape for name in MATRICES}
        layers.append({
            name: (jnp.array(random.normal(size=(wide, RANK)) / wide**0.5, dtype="float32"), jnp.zeros((RANK, out), "float32"))
            for name, (wide, out) in shapes.items()
        })
    return {"layers": layers, "shares": jnp.zeros(len(model["words"]), "float32")}


def vectors(model: Tree, learned: Tree, rows: Rows, texts: int) -> Any:
    """Of length one, one a text; zero where there is no such text."""
    state = _normal(model["words"][rows.tokens] + model["places"][rows.places], *model["norm"])
    apart = jnp.where(rows.text[:, :, None] == rows.text[:, None, :], 0.0, -1e9)[:, None]
    for layer, changes in zip(model["layers"], learned["layers"], strict=True):
        state = _layer(layer, changes, state, apart)
    shares = jnp.where(rows.text >= 0, jnp.exp(learned["shares"])[rows.tokens], 0.0).reshape(-1)
    places = jnp.where(rows.text >= 0, rows.text, texts).reshape(-1)
    return unit(jax.ops.segment_sum(state.reshape(len(shares), -1) * shares[:, None], places, texts + 1)[:texts])


def unit(state: Any) -> Any:
    return state * jax.lax.rsqrt((state * state).sum(-1, keepdims=True) + 1e-12)


def _layer(layer: Tree, changes: Tree, state: Any, apart: Any) -> Any:
    def linear(name: str, state: Any) -> Any:
        flat = state.reshape(-1, state.shape[-1])
        return _product(flat, layer[f"{name}.weight"], *changes[name]).reshape(*state.shape[:-1], -1) + layer[f"{name}.bias"]

    def normal(name: str, state: Any) -> Any:
        return _normal(state, layer[f"{name}.LayerNorm.weight"], layer[f"{name}.LayerNorm.bias"])

    count, length, width = state.shape
    query, key, value = (linear(name, state).reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3) for name in MATRICES[:3])
    seen = jax.nn.softmax(query @ key.transpose(0, 1, 3, 2) * (width // HEADS) ** -0.5 + apart, -1) @ value
    state = normal("attention.output", state + linear("attention.output.dense", seen.transpose(0, 2, 1, 3).reshape(state.shape)))
    wide = jax.nn.gelu(linear("intermediate.dense", state), approximate=False)
    return normal("output", state + linear("output.dense", wide))


def _normal(state: Any, weight: Any, bias: Any) -> Any:
    state = state - state.mean(-1, keepdims=True)
    return state * jax.lax.rsqrt((state * state).mean(-1, keepdims=True) + 1e-12) * weight + bias


def _times(one: Any, other: Any, over: int = 0) -> Any:
    """In half the digits, added up in all of them: more than twice as fast."""
    contracted = (((1 - over,), (0,)), ((), ()))
    return jax.lax.dot_general(one.astype(jnp.bfloat16), other.astype(jnp.bfloat16), contracted, preferred_element_type=jnp.float32)


def _change(state: Any, weight: Any, down: Any, up: Any) -> Any:
    return _times(state, weight + down @ up)


def _forward(state: Any, weight: Any, down: Any, up: Any) -> tuple[Any, Sequence[Any]]:
    return _change(state, weight, down, up), (state.astype(jnp.bfloat16), weight, down, up)


def _backward(kept: Sequence[Any], slope: Any) -> tuple[Any, Any, Any, Any]:
    """The model's own weights stay: no slope is worked out for them, which would take as long as all the rest."""
    state, weight, down, up = kept
    slope = slope.astype(jnp.bfloat16)
    of_down, of_up = _times(state, _times(slope, up.T), over=1), _times(_times(state, down), slope, over=1)
    return _times(slope, (weight + down @ up).T), jnp.zeros_like(weight), of_down, of_up


_product = jax.custom_vjp(_change)
_product.defvjp(_forward, _backward)


def laid_out(texts: Mapping[int, Sequence[int]], length: int, count: int) -> Rows | None:
    """Texts by their number, the longest first, each into the first row that has room; None where `count` rows do not hold them."""
    rows = Rows(*(np.full((count, length), empty, np.int32) for empty in (0, 0, -1)))
    filled = [0] * count
    for number, tokens in sorted(texts.items(), key=lambda item: -len(item[1])):
        row = next((row for row, start in enumerate(filled) if start + len(tokens) <= length), None)
        if row is None:
            return None
        place = slice(filled[row], filled[row] + len(tokens))
        rows.tokens[row, place], rows.places[row, place], rows.text[row, place] = tokens, np.arange(len(tokens)), number
        filled[row] += len(tokens)
    return rows
