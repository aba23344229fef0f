"""One embedding model takes the place of another, and no script is invisible at any moment."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import pytest

from pipeline import reembedding
from pipeline.config import Settings
from pipeline.embedding import provider as providers
from pipeline.embedding.choosing import ModelUnavailableError, choose
from pipeline.embedding.model import Embeddable, Model, Unavailable
from pipeline.embedding.provider import open_named
from pipeline.embedding.standing import standing
from pipeline.library.lists import Filters
from pipeline.reembedding import Reembedding
from pipeline.search.finding import search
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script

WORDS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")


class Letters:
    """A vector points to the first letter of what is said; the models are turned against each other, so that vectors of two never fit."""

    trouble: Exception | None = None

    def __init__(self, name: str, turn: int) -> None:
        self.model = Model(f"{name}:1", name, "letters", "none", 1, 64)
        self.turn = turn

    def embed(self, scripts: Sequence[Embeddable]) -> Sequence[Sequence[float] | Unavailable]:
        if self.trouble:
            raise self.trouble
        return [self.one(f"{each.title} {each.text}".strip()) for each in scripts]

    def one(self, text: str) -> Sequence[float]:
        vector = [0.0] * 64
        vector[(ord(text[0]) + self.turn) % 64] = 1.0
        return vector


OLD, NEW = Letters("old", 0), Letters("new", 31)


@pytest.fixture
def models(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library that knows two models, of which the old one answers."""
    monkeypatch.setitem(providers.PROVIDERS, "old", lambda *_: OLD)
    monkeypatch.setitem(providers.PROVIDERS, "new", lambda *_: NEW)
    monkeypatch.setattr(reembedding, "MOST_UNDER_WAY", 3)
    monkeypatch.setattr(reembedding, "MOVED_AT_ONCE", 3)
    monkeypatch.setattr(NEW, "trouble", None)
    open_named.cache_clear()
    library.room.settings = named(library.room.settings, "old")
    library.room.provider = OLD
    yield library
    open_named.cache_clear()


def named(settings: Settings, name: str) -> Settings:
    servers = {"database_url": settings.database_url, "redis_url": settings.redis_url}
    return Settings.from_environment({}, data=settings.data, embedding_provider=name, **servers)


def fill(library: Library, owner: Viewer) -> None:
    library.upload(owner, *(script(f"{word} {word}", f"{word}.ps1") for word in WORDS))


def missing(library: Library, viewer: Viewer) -> list[str]:
    """Words whose script the vectors alone do not find."""
    lost = []
    for (title,) in (row.values() for row in library.rows("SELECT title FROM scripts")):
        found, ranked = search(library.room.engine, library.room.settings, viewer, title.removesuffix(".ps1"), Filters(), "semantic", 50)
        assert ranked.missing is None, ranked.missing
        if title not in [each.script.title for each in found]:
            lost.append(title)
    return lost


def state(library: Library) -> dict[str, str]:
    return {row["id"]: row["state"] for row in library.rows("SELECT id, state FROM embedding_models")}


def counts(library: Library) -> dict[str, int]:
    found = library.rows(
        "SELECT 'kept ' || model_version AS what, count(*) FROM script_embeddings GROUP BY 1 UNION ALL "
        "SELECT CASE WHEN embedding IS NULL THEN 'none ' ELSE 'beside ' END || model_version, count(*) FROM embedding_candidates GROUP BY 1"
    )
    return {row["what"]: row["count"] for row in found}


def test_no_script_is_invisible_at_any_moment(models: Library, ann: Viewer) -> None:
    fill(models, ann)
    models.room.settings = named(models.room.settings, "new")
    work, seen, clock = Reembedding(), set(), count(step=1000)
    while work.go_on(models.room, next(clock)):
        assert missing(models, ann) == []
        seen.add((state(models).get("new:1"), *sorted(counts(models))))
        models.drain()
        assert missing(models, ann) == []
        seen.add((state(models).get("new:1"), *sorted(counts(models))))
    assert state(models) == {"old:1": "retired", "new:1": "active"}
    assert counts(models) == {"kept new:1": len(WORDS)}
    assert ("building", "beside new:1", "kept old:1") in seen  # half of them on the one, half on the other
    assert ("active", "beside new:1", "kept new:1", "kept old:1") in seen


def test_what_comes_or_changes_meanwhile_is_caught_up(models: Library, ann: Viewer) -> None:
    fill(models, ann)
    models.room.settings = named(models.room.settings, "new")
    work, clock = Reembedding(), count(step=1000)
    for number in range(3):
        work.go_on(models.room, next(clock))
        models.upload(ann, script(f"india {number}", f"india{number}.ps1"), script(f"again {number}", "alpha.ps1"))
        assert missing(models, ann) == []
    while work.go_on(models.room, next(clock)):
        models.drain()
        assert missing(models, ann) == []
    assert state(models)["new:1"] == "active"
    assert counts(models) == {"kept new:1": len(WORDS) + 3}


def test_a_model_that_fails_for_a_while_does_not_take_over(models: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(models, ann)
    monkeypatch.setattr(NEW, "trouble", ValueError("odd"))
    choose(models.room.engine, models.room.settings, "new")
    work, clock = Reembedding(), count(step=1000)
    while work.go_on(models.room, next(clock)):
        models.drain()
    assert missing(models, ann) == []
    assert state(models) == {"old:1": "active", "new:1": "building"}
    monkeypatch.setattr(NEW, "trouble", None)
    models.database.execute("UPDATE embedding_candidates SET created_at = NOW() - INTERVAL '1 hour'")
    while work.go_on(models.room, next(clock)):
        models.drain()
    assert state(models)["new:1"] == "active"
    assert missing(models, ann) == []


def test_a_switch_is_called_off_by_choosing_the_model_before(models: Library, ann: Viewer) -> None:
    fill(models, ann)
    choose(models.room.engine, models.room.settings, "new")
    work, clock = Reembedding(), count(step=1000)
    work.go_on(models.room, next(clock))
    models.drain()
    choose(models.room.engine, models.room.settings, "old")
    while work.go_on(models.room, next(clock)):
        models.drain()
    assert state(models) == {"old:1": "active", "new:1": "retired"}
    assert counts(models) == {"kept old:1": len(WORDS)}


def test_a_script_that_ends_its_process_does_not_hold_the_change_up_for_ever(models: Library, ann: Viewer) -> None:
    fill(models, ann)
    choose(models.room.engine, models.room.settings, "new")
    work, clock = Reembedding(), count(step=1000)
    for _ in range(40):  # those that are put in end without a word
        work.go_on(models.room, next(clock))
        models.database.execute("UPDATE uploads SET status = 'failed', error_code = 'quarantined', error_message = 'x' WHERE status = 'processing'")
        models.database.execute("UPDATE batches SET finished_at = NOW() WHERE finished_at IS NULL")
        models.client.flushall()
        models.database.execute("UPDATE embedding_candidates SET created_at = NOW() - INTERVAL '1 hour'")
    assert state(models)["new:1"] == "active"
    rows: list[dict[str, Any]] = models.rows("SELECT embedding_unknown ->> 'code' AS code FROM scripts WHERE embedding_unknown IS NOT NULL")
    assert [row["code"] for row in rows] == ["not_embedded"] * len(WORDS)


def test_why_a_script_has_no_vector_is_told_once_nobody_works_on_it(models: Library, ann: Viewer) -> None:
    fill(models, ann)
    choose(models.room.engine, models.room.settings, "new")
    Reembedding().go_on(models.room, 0.0)
    begun = models.value("SELECT count(*) FROM embedding_candidates WHERE unknown ->> 'code' = 'not_embedded'")
    assert begun
    assert reasons(models) == []
    models.database.execute("UPDATE embedding_candidates SET created_at = NOW() - INTERVAL '1 hour'")
    assert reasons(models) == [("not_embedded", begun)]


def reasons(models: Library) -> list[tuple[str, int]]:
    (new,) = [model for model in standing(models.room.engine, models.room.settings)["models"] if model["state"] == "building"]
    return [(each["code"], each["scripts"]) for each in new["reasons"]]


def test_a_model_that_is_not_here_is_not_chosen(models: Library) -> None:
    with pytest.raises(ModelUnavailableError, match="nonesuch"):
        choose(models.room.engine, models.room.settings, "nonesuch")


def test_the_later_of_settings_and_choice_counts(models: Library, ann: Viewer) -> None:
    fill(models, ann)
    work, clock = Reembedding(), count(step=1000)
    choose(models.room.engine, models.room.settings, "new")
    work.go_on(models.room, next(clock))
    assert models.value("SELECT wanted FROM embedding_choice") == "new"
    models.room.settings = named(models.room.settings, "new")
    work.go_on(models.room, next(clock))
    models.room.settings = named(models.room.settings, "old")
    work.go_on(models.room, next(clock))
    assert models.value("SELECT wanted FROM embedding_choice") == "old"


def test_a_wanted_model_that_cannot_be_opened_is_told(models: Library, ann: Viewer) -> None:
    fill(models, ann)
    models.room.settings = named(models.room.settings, "gone")
    assert not Reembedding().go_on(models.room, 0.0)
    assert models.value("SELECT trouble ->> 'code' FROM embedding_choice") == "no_provider"
    assert missing(models, ann) == []
