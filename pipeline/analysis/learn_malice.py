"""Learn what signals are worth from labelled scripts: `python -m pipeline.analysis.learn_malice LABELS FOLDER [--write]`.

LABELS is JSON (`.json` or `.json.xz`) with `items` of `path`, `label` (`malicious`, `benign`, or another, which is left out), `corpus` and `cluster`, the
family; FOLDER holds the paths. Families count alike, however many scripts they have. The worth of a signal is pulled towards what it was set to, so
that what was hardly ever seen keeps that, and is never less than nothing: no ordinary line makes an attack less of one. What is printed was judged by weights
that were learned without the script's family. `--write` replaces `malice.json`.
"""

from __future__ import annotations

import json
import lzma
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.powershell.decoding import decode
from pipeline.powershell.script import parse

from .context import Context
from .detecting.engine import detected
from .judgement import WEIGHTS
from .signals import MOST_OF_COMMON, is_common, signals, total

SCALE: Final = 10
_FOLDS: Final = 5
_ROUNDS: Final = 250
_PULL: Final = .002
_MALICIOUS: Final = .4
"""The share of all weight that malicious families have."""
_MOST_OF_FAMILY: Final = 3
"""Scripts of one family; more of them say little more."""


class Example(NamedTuple):
    """One script: `family` is its own name where it belongs to none, `signals` are names with the points they were set to."""

    path: str
    corpus: str
    family: str
    malicious: bool
    signals: dict[str, int]


class Learned(NamedTuple):
    """Points of signals, and how many of them make a malice of 50; both in the units of malice.json, not yet rounded."""

    needed: float
    points: dict[str, float]

    def total(self, example: Example) -> float:
        return total({name: self.points.get(name, set_) for name, set_ in example.signals.items()}) - self.needed


def learn(examples: Sequence[Example], pull: float = _PULL) -> Learned:
    """Weighted logistic regression by Adam, each worth pulled towards what it was set to and never negative.

    Signals of ordinary scripts that have reached what they may count for together have nothing to learn from a script.
    """
    set_ = {name: points / SCALE for example in examples for name, points in example.signals.items()}
    names = sorted(set_)
    index = {name: number for number, name in enumerate(names)}
    start = [set_[name] for name in names]
    common = {index[name] for name in names if is_common(name)}
    rows = [([number for number in present if number not in common], [number for number in present if number in common], malicious, weight)
            for present, malicious, weight in _rows(examples, index)]
    worth, bias = [*start], -4.0
    first, second = [0.0] * (len(names) + 1), [0.0] * (len(names) + 1)
    for step in range(1, _ROUNDS + 1):
        slope = [pull * (now - begun) for now, begun in zip(worth, start, strict=True)] + [0.0]
        for telling, ordinary, malicious, weight in rows:
            together = sum(worth[number] for number in ordinary)
            odds = bias + sum(worth[number] for number in telling) + min(together, MOST_OF_COMMON / SCALE)
            off = (1 / (1 + math.exp(-max(-60.0, min(60.0, odds)))) - malicious) * weight
            slope[-1] += off
            for number in telling if together > MOST_OF_COMMON / SCALE else (*telling, *ordinary):
                slope[number] += off
        for number, value in enumerate(slope):
            first[number] = .9 * first[number] + .1 * value
            second[number] = .999 * second[number] + .001 * value * value
            change = .05 * (first[number] / (1 - .9**step)) / (math.sqrt(second[number] / (1 - .999**step)) + 1e-8)
            if number < len(names):
                worth[number] = max(0.0, worth[number] - change)
            else:
                bias -= change
    return Learned(-bias * SCALE, {name: value * SCALE for name, value in zip(names, worth, strict=True)})


def _rows(examples: Sequence[Example], index: dict[str, int]) -> list[tuple[tuple[int, ...], bool, float]]:
    """Examples with the same signals are one row; all weights together are one."""
    sizes = Counter((example.corpus, example.family) for example in examples)
    groups = Counter(malicious for _, _, malicious in {(example.corpus, example.family, example.malicious) for example in examples})
    rows: Counter[tuple[tuple[int, ...], bool]] = Counter()
    for example in examples:
        share = _MALICIOUS if example.malicious else 1 - _MALICIOUS
        weight = share / groups[example.malicious] / sizes[example.corpus, example.family]
        rows[tuple(sorted(index[name] for name in example.signals)), example.malicious] += weight  # type: ignore[assignment]
    return [(present, malicious, weight) for (present, malicious), weight in rows.items()]


def judged_apart(examples: Sequence[Example], pull: float = _PULL) -> list[float]:
    """The total of each example by weights that were learned without its family."""
    chance = random.Random(1)  # noqa: S311 - the same folds each time, no secret
    folds: dict[str, int] = {}
    for example in examples:
        folds.setdefault(example.family, chance.randrange(_FOLDS))
    totals = [0.0] * len(examples)
    for fold in range(_FOLDS):
        learned = learn([example for example in examples if folds[example.family] != fold], pull)
        for number, example in enumerate(examples):
            if folds[example.family] == fold:
                totals[number] = learned.total(example)
    return totals


def lift(examples: Sequence[Example], totals: Sequence[float], share: float) -> float:
    """How many points must be added to what is needed, so that no more than this share of any ordinary corpus is called an attack."""
    corpora: dict[str, list[float]] = {}
    for example, reached in zip(examples, totals, strict=True):
        if not example.malicious:
            corpora.setdefault(example.corpus, []).append(reached)
    return max(sorted(values, reverse=True)[int(share * len(values))] for values in corpora.values())


def read_examples(labels: Path, folder: Path) -> list[Example]:
    """Look at every labelled script; at some only of large families."""
    data = labels.read_bytes()
    text = (lzma.decompress(data) if labels.suffix == ".xz" else data).decode()
    taken: Counter[tuple[str, object]] = Counter()
    items = []
    for item in json.loads(text)["items"]:
        taken[item["corpus"], item["cluster"]] += 1
        if item["label"] == "benign" or (item["label"] == "malicious" and taken[item["corpus"], item["cluster"]] <= _MOST_OF_FAMILY):
            items.append((folder / item["path"], item))
    with ProcessPoolExecutor() as pool:
        return list(pool.map(_example, [each for each in items if each[0].exists()], chunksize=20))


def _example(found: tuple[Path, dict[str, str]]) -> Example:
    path, item = found
    context = Context(parse(decode(path.read_bytes()).text))
    malicious = item["label"] == "malicious"
    family = f"family {item['cluster']}" if malicious else item["path"]
    return Example(item["path"], item["corpus"], family, malicious, {signal.name: signal.points for signal in signals(context.shared(detected))})


def told(examples: Sequence[Example], totals: Sequence[float]) -> Iterable[str]:
    """For each corpus, which share is called an attack; families count alike."""
    for corpus in sorted({example.corpus for example in examples}):
        here = [(example, reached) for example, reached in zip(examples, totals, strict=True) if example.corpus == corpus]
        sizes = Counter(example.family for example, _ in here)
        called = sum(1 / sizes[example.family] for example, reached in here if reached >= 0)
        yield f"{corpus:<24}{'malicious' if here[0][0].malicious else 'ordinary':<12}{called / len(sizes):8.4f} of {len(sizes)}"


def main(arguments: list[str]) -> None:
    labels, folder = (Path(argument) for argument in arguments[:2])
    examples = read_examples(labels, folder)
    totals = judged_apart(examples)
    raised = max(0.0, lift(examples, totals, .005))
    print("\n".join(told(examples, [reached - raised for reached in totals])))  # noqa: T201 - a program of its own
    learned = learn(examples)
    if "--write" in arguments:
        write(learned, raised)


def write(learned: Learned, raised: float) -> None:
    """Replace malice.json; `raised` is added to what is needed."""
    lines = ",\n".join(f"  {json.dumps(name)}: {round(value)}" for name, value in sorted(learned.points.items()))
    WEIGHTS.write_text(f'{{\n "needed": {round(learned.needed + raised)},\n "points": {{\n{lines}\n }}\n}}\n', encoding="ascii", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
