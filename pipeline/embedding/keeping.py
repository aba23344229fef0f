"""Vectors into the database, with what is said where there are none."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from pipeline.embedding.model import DIMENSIONS, Unavailable
from pipeline.embedding.provider import Provider
from pipeline.embedding.targets import Target
from pipeline.room import Step

Key = tuple[int, int]  # script and version
Answers = Mapping[Key, Sequence[float] | Unavailable]
NONE = Unavailable("retired_model", "Another model was chosen while the vector was made.")
BUILDING = Unavailable("model_building", "The vectors of this model are not complete yet; searches do without them.")


class Made(NamedTuple):
    """`done`: what had a vector of this model already."""

    target: Target
    answers: Answers
    done: Collection[Key]

    def has(self, key: Key) -> bool:
        return key in self.done or not isinstance(self.answers.get(key, NONE), Unavailable)


def keep(step: Step, keys: Sequence[Key], made: Sequence[Made]) -> None:
    """Of each model, as it stands at this moment: another may answer searches by now than when the vectors were made."""
    stated = [(each, _state(step, each.target.provider)) for each in made]
    for each, state in stated:
        if state in {"active", "building"}:
            _store(step, each, active=state == "active")
    if keys:
        reasons = {key: _reason(key, stated) for key in keys}
        if without := [key for key, reason in reasons.items() if reason]:
            step.execute("embeddings.drop_stale", **_columns(without))
        said = [json.dumps(reason._asdict()) if reason else None for reason in reasons.values()]
        step.execute("embeddings.explain", scripts=[script_id for script_id, _ in reasons], reasons=said)


def _reason(key: Key, stated: Sequence[tuple[Made, str | None]]) -> Unavailable | None:
    """Why no search finds this script by a vector; None where one does."""
    held = {state for each, state in stated if each.has(key)}
    if "active" in held:
        return None
    if "building" in held:
        return BUILDING
    tried = [each for each, state in stated if state] or [each for each, _ in stated]
    answer = tried[0].answers.get(key, NONE)
    return answer if isinstance(answer, Unavailable) else NONE


def _state(step: Step, provider: Provider | Unavailable) -> str | None:
    """Locked, so that no other model takes over before the commit. A model that is not known is registered."""
    if isinstance(provider, Unavailable):
        return None
    model = provider.model
    fields = {name: getattr(model, name) for name in ("id", "provider", "model", "weight_hash", "digest_version", "dimensions")}
    step.execute("embeddings.register_model", **fields)
    state: str | None = step.execute("embeddings.model_state", id=model.id).scalar()
    return state


def _store(step: Step, made: Made, *, active: bool) -> None:
    vectors = {key: answer for key, answer in made.answers.items() if not isinstance(answer, Unavailable)}
    without = {key: answer for key, answer in made.answers.items() if isinstance(answer, Unavailable)}
    model_id = made.target.model_id
    if vectors:
        texts = [as_text(vector) for vector in vectors.values()]
        if active:
            step.execute("embeddings.store", model_id=model_id, **_columns(vectors), vectors=texts)
            step.execute("embeddings.drop_candidates", model_id=model_id, **_columns(vectors))
        else:
            step.execute("embeddings.store_candidates", model_id=model_id, **_columns(vectors), vectors=texts)
    if without:
        said = [json.dumps(reason._asdict()) for reason in without.values()]
        step.execute("embeddings.store_reasons", model_id=model_id, **_columns(without), reasons=said)


def _columns(keys: Collection[Key]) -> dict[str, list[int]]:
    return {"scripts": [script_id for script_id, _ in keys], "versions": [version for _, version in keys]}


def as_text(vector: Sequence[float]) -> str:
    """A vector as pgvector reads it, filled up with zeros."""
    return "[" + ",".join(format(value, ".7g") for value in [*vector, *[0.0] * (DIMENSIONS - len(vector))]) + "]"
