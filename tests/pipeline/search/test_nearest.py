"""Vectors are found exactly in libraries of every size, and by an index where one is worth it."""

import hashlib
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from db.engine import execute, reading
from pipeline.embedding.keeping import as_text
from pipeline.embedding.model import DIMENSIONS
from pipeline.library.lists import Filters
from pipeline.search import nearest as near
from pipeline.search.nearest import nearest
from pipeline.search.question import understand
from pipeline.search.ranking import _narrowed
from pipeline.search.vector_index import Plan, decide, keep_indexes, plan
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library

MODEL = {"id": "test:1", "provider": "test", "dimensions": DIMENSIONS}


def vector_of(text: str) -> Sequence[float]:
    """Some twenty dimensions that are not zero, as of a short script."""
    drawn = random.Random(int.from_bytes(hashlib.sha256(text.encode()).digest()))
    vector = [0.0] * DIMENSIONS
    for _ in range(20):
        vector[drawn.randrange(300)] += drawn.choice((-1.0, 1.0))
    return vector


def fill(library: Library, owner: Viewer, first: int, last: int) -> None:
    """With scripts of these numbers, of which every tenth has the tag `tenth`."""
    library.database.execute(
        "INSERT INTO embedding_models VALUES ('test:1', 'test', 'test', 'none', 1, 1536, 'active') ON CONFLICT DO NOTHING"
    )
    library.database.execute("INSERT INTO tags (name) VALUES ('tenth') ON CONFLICT DO NOTHING")
    for number in range(first, last):
        script_id = library.value(
            "INSERT INTO scripts (title, content, user_id, sha256, size) VALUES ('s', %s, %s, sha256(%s::bytea), 1) RETURNING id",
            str(number), owner.user_id, str(number),
        )  # fmt: skip
        library.database.execute(
            "INSERT INTO script_embeddings (script_id, embedding, model_version) VALUES (%s, %s::vector, 'test:1')",
            (script_id, as_text(vector_of(str(number)))),
        )
        if number % 10 == 0:
            library.database.execute("INSERT INTO script_tags (script_id, tag_id) SELECT %s, id FROM tags", (script_id,))


def asked(viewer: Viewer, text: str = "any") -> dict[str, Any]:
    return viewer.parameters | _narrowed(understand(text), Filters())


def answers(library: Library, chosen: dict[str, Any], query: str, limit: int = 10) -> tuple[Sequence[float], Sequence[float]]:
    """Similarities of what is found, and of what an exact scan finds."""
    vector = as_text(vector_of(query))
    with reading(library.room.engine) as connection:
        found = nearest(connection, chosen, vector, MODEL, limit)
        exact = execute(connection, "vectors.exact", vector=vector, model_id=MODEL["id"], limit=limit, **chosen).all()
    return [each.similarity for each in found], [float(row.score) for row in exact]


def test_no_search_of_a_young_library_comes_back_empty(library: Library, ann: Viewer) -> None:
    had = 0
    for size in (1, 10, 100, 500):
        fill(library, ann, had, size)
        had = size
        assert plan(library.room.engine) == Plan((), ())
        assert keep_indexes(library.room.settings.dsn or "", plan(library.room.engine))
        for query in range(20):
            found, exact = answers(library, asked(ann), str(query))
            assert found == exact
            assert len(found) == min(size, 10)


@pytest.mark.parametrize("exactly", [0, 20, 1000])
def test_hashed_vectors_are_scanned_without_their_zeros(
    library: Library, ann: Viewer, bob: Viewer, monkeypatch: pytest.MonkeyPatch, exactly: int
) -> None:
    monkeypatch.setattr(near, "EXACTLY", exactly)
    fill(library, ann, 0, 100)
    library.database.execute("UPDATE script_embeddings SET embedding_type = 'hashed'")
    vector = as_text(vector_of("7"))
    for text, viewer, limit in itertools.product(("any", "any tag:tenth"), (ann, Viewer.admin(), bob), (2, 10)):
        with reading(library.room.engine) as connection:
            found = nearest(connection, asked(viewer, text), vector, MODEL | {"provider": "hashed"}, limit)
            exact = execute(connection, "vectors.exact", vector=vector, model_id=MODEL["id"], limit=limit, **asked(viewer, text)).all()
        assert len(found) == (0 if viewer is bob else limit)
        assert [each.script_id for each in found] == [row.script_id for row in exact]
        assert [each.similarity for each in found] == pytest.approx([float(row.score) for row in exact], abs=1e-6)


@pytest.mark.parametrize("exactly", [0, 100])
def test_an_index_loses_no_rows_to_filters(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch, exactly: int) -> None:
    monkeypatch.setattr(near, "EXACTLY", exactly)
    fill(library, ann, 0, 300)
    chosen = plan(library.room.engine, least=200)
    assert chosen == Plan((), ("near_1536", "idx"))
    assert keep_indexes(library.room.settings.dsn or "", chosen)
    assert plan(library.room.engine, least=200) == Plan((), ())
    for text in ("any", "any tag:tenth"):
        hits = total = 0
        for query in range(20):
            found, exact = answers(library, asked(ann, text), f"{query}")
            assert len(found) == len(exact) == 10
            hits += sum(similarity >= exact[-1] - 1e-6 for similarity in found)
            total += 10
        assert hits / total >= 0.95


def test_others_find_nothing_of_mine_by_an_index(library: Library, ann: Viewer, bob: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "EXACTLY", 0)
    fill(library, ann, 0, 40)
    keep_indexes(library.room.settings.dsn or "", plan(library.room.engine, least=20))
    assert answers(library, asked(bob), "1") == ([], [])


@dataclass(frozen=True)
class Stand:
    vectors: int = 30_000
    models: int = 1
    dimensions: int | None = DIMENSIONS
    provider: str | None = "minilm"
    moving: bool = False


@pytest.mark.parametrize(
    ("stand", "there", "expected"),
    [
        (Stand(), {}, Plan((), ("near_1536", "idx"))),
        (Stand(provider="hashed"), {"near_1536": True}, Plan(("near_1536",), ("idx",))),
        (Stand(dimensions=384), {"idx": True}, Plan((), ("near_384",))),
        (Stand(dimensions=768), {"idx": True}, Plan((), ("near_1536",))),
        (Stand(dimensions=384), {"near_1536": True, "idx": True}, Plan(("near_1536",), ("near_384",))),
        (Stand(), {"near_1536": False, "idx": True}, Plan(("near_1536",), ("near_1536",))),
        (Stand(vectors=15_000), {}, Plan((), ())),
        (Stand(vectors=15_000), {"near_1536": True, "idx": True}, Plan((), ())),
        (Stand(vectors=5_000), {"near_1536": True, "idx": True}, Plan(("idx", "near_1536"), ())),
        (Stand(models=2), {"near_1536": True, "idx": True}, Plan(("idx", "near_1536"), ())),
        (Stand(moving=True), {}, Plan((), ())),
        (Stand(vectors=0, dimensions=None, models=0), {}, Plan((), ())),
    ],
)
def test_when_there_are_indexes(stand: Stand, there: dict[str, bool], expected: Plan) -> None:
    assert decide(stand, there, 20_000) == expected
