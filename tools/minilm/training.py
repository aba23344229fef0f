"""Learning: each question is to be nearer to its own script than to all others of a batch, and each script to its question.

How near is what a search goes by, words included: what words find by themselves need not be learned.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from tools.minilm.forward import Rows, Tree, fixed, laid_out, unit, unlearned, vectors
from tools.minilm.pairs import Pair, Text

SEED = 0
MOST = 250  # pairs of one collection in a round
GROUP = 48  # of one collection side by side in a batch: what is alike is what has to be told apart
PAIRS, ROWS, LENGTH = 128, 64, 96  # a batch: pairs at most, and the rows of tokens that they lie in
QUESTION, TITLE = 48, 24  # tokens at most
TITLED = 0.35  # share of scripts whose name is known
SHARP = 0.05  # what scores are divided by
WORDS = 0.2  # how much words count, as in a search
RATE, SHARES_RATE = 2e-3, 2e-2
STEPS = 100
RISE = 15  # steps until the rate is full; it falls to nothing by the end
FADE, SQUARES_FADE = 0.9, 0.99


class Batch(NamedTuple):
    rows: Rows  # questions, scripts and titles, PAIRS numbers each
    rivals: Any  # [question, script]: whether the script is a wrong answer, or the right one
    words: Any  # [question, script]: what words say, from 0 to 1
    pairs: int


def train(weights: Path, pairs: Sequence[Pair]) -> Tree:
    model = fixed(weights)
    learned = unlearned(model, SEED)
    fading = squares = jax.tree.map(jnp.zeros_like, learned)
    step = jax.jit(_step)
    batches = _batches(pairs, np.random.default_rng(SEED))
    for number in range(1, STEPS + 1):
        batch = next(batches)
        share = min(1, number / RISE) * max(0.03, 1 - number / (STEPS + 1))
        learned, fading, squares, loss = step(model, learned, fading, squares, float(number), share, batch)
        sys.stderr.write(f"step {number} of {STEPS}, {batch.pairs} pairs: loss {float(loss):.3f}\n")
    return jax.tree.map(np.asarray, learned)


def _step(model: Tree, learned: Tree, fading: Tree, squares: Tree, number: Any, share: Any, batch: Batch) -> tuple[Tree, Tree, Tree, Any]:
    """Adam."""
    loss, slope = jax.value_and_grad(_loss)(learned, model, batch)
    fading = jax.tree.map(lambda old, new: FADE * old + (1 - FADE) * new, fading, slope)
    squares = jax.tree.map(lambda old, new: SQUARES_FADE * old + (1 - SQUARES_FADE) * new * new, squares, slope)

    def moved(name: str, rate: Any) -> Any:
        return jax.tree.map(
            lambda value, mean, square: value - rate * (mean / (1 - FADE**number)) / (jnp.sqrt(square / (1 - SQUARES_FADE**number)) + 1e-8),
            learned[name], fading[name], squares[name],
        )  # fmt: skip

    shares = jnp.clip(moved("shares", share * SHARES_RATE), -3, 2)
    return {"layers": moved("layers", share * RATE), "shares": shares}, fading, squares, loss


def _loss(learned: Tree, model: Tree, batch: Batch) -> Any:
    found = vectors(model, learned, batch.rows, 3 * PAIRS)
    questions, scripts = found[:PAIRS], unit(found[PAIRS : 2 * PAIRS] + found[2 * PAIRS :])
    together = (1 - WORDS) * (questions @ scripts.T) + WORDS * batch.words
    alike = jnp.where(batch.rivals, together / SHARP, -1e9)
    missed = -(jax.nn.log_softmax(alike, 1).diagonal() + jax.nn.log_softmax(alike, 0).diagonal()) / 2
    return jnp.where(jnp.arange(PAIRS) < batch.pairs, missed, 0).sum() / batch.pairs


def _batches(pairs: Sequence[Pair], random: np.random.Generator) -> Iterator[Batch]:
    """Without end, as many pairs each as the rows hold."""
    while True:
        waiting = _round(pairs, random)
        while waiting:
            batch, taken = _batch(waiting, random)
            if batch.pairs < PAIRS // 3:
                break  # what is left of a round
            yield batch
            waiting = waiting[taken:]


def _round(pairs: Sequence[Pair], random: np.random.Generator) -> list[Pair]:
    """In groups of one collection; small collections share groups."""
    collections: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        collections[pair.collection].append(pair)
    whole: list[list[Pair]] = []
    rest: list[Pair] = []
    for members in collections.values():
        chosen = [members[place] for place in random.permutation(len(members))[:MOST]]
        for start in range(0, len(chosen), GROUP):
            group = chosen[start : start + GROUP]
            if len(group) < GROUP // 2:
                rest += group
            else:
                whole.append(group)
    whole += [rest[start : start + GROUP] for start in range(0, len(rest), GROUP)]
    return [pair for place in random.permutation(len(whole)) for pair in whole[place]]


def _batch(waiting: Sequence[Pair], random: np.random.Generator) -> tuple[Batch, int]:
    """The next pairs, and how many they are: the most that the rows hold."""
    pieces: dict[int, Sequence[int]] = {}
    asked: list[str] = []
    questions: list[Text] = []
    scripts: list[Text] = []
    for number, pair in enumerate(waiting[:PAIRS]):
        which = 0 if len(pair.questions) == 1 or random.random() < 0.5 else int(random.integers(1, len(pair.questions)))
        titled = random.random() < TITLED
        asked.append(pair.asked[which])
        questions.append(pair.questions[which])
        scripts.append(pair.titled if titled else pair.script)
        pieces[number], pieces[PAIRS + number] = _cut(questions[-1].pieces, QUESTION), _cut(scripts[-1].pieces, LENGTH)
        if titled:
            pieces[2 * PAIRS + number] = _cut(pair.title, TITLE)
    count = len(asked)
    while (rows := laid_out({place: text for place, text in pieces.items() if place % PAIRS < count}, LENGTH, ROWS)) is None:
        count -= 1
    return Batch(rows, _rivals(waiting[:count], asked[:count]), _words(questions[:count], scripts[:count]), count), count


def _cut(tokens: Sequence[int], most: int) -> Sequence[int]:
    return tokens if len(tokens) <= most else [*tokens[: most - 1], tokens[-1]]


def _rivals(pairs: Sequence[Pair], asked: Sequence[str]) -> Any:
    """A script of which help says the same is no wrong answer."""
    rivals = np.zeros((PAIRS, PAIRS), bool)
    for one, pair in enumerate(pairs):
        for other, rival in enumerate(pairs):
            rivals[one, other] = one == other or (asked[one] not in rival.asked and asked[other] not in pair.asked)
    rivals[range(len(pairs), PAIRS), range(len(pairs), PAIRS)] = True
    return rivals


def _words(questions: Sequence[Text], scripts: Sequence[Text]) -> Any:
    """As shares of the highest of each question."""
    found = np.zeros((PAIRS, PAIRS), np.float32)
    for place, question in enumerate(questions):
        found[place, : len(scripts)] = [_score(question.terms, script.terms) for script in scripts]
    return found / np.maximum(found.max(axis=1, keepdims=True), 1e-6)


def _score(asked: Mapping[str, float], got: Mapping[str, float]) -> float:
    return sum(value * got[term] for term, value in asked.items() if term in got)
