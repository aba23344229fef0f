"""Words rank the same whatever is left out."""

import itertools
import random
from collections import Counter
from typing import Any

import pytest

from db.engine import Engine, reading
from pipeline.search import by_words, rarity
from pipeline.search.by_words import K1, asked_of, commons, terms_of
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library

NO_FILTER: dict[str, Any] = dict.fromkeys(
    ("category_id", "user_id", "tags", "is_public", "min_security", "min_risk", "max_risk", "author", "category", "needed", "refused", "phrases")
)
TERMS = {"rare": 0.02, "uncommon": 0.1, "common": 0.6, "everywhere": 0.95}


@pytest.fixture
def many(library: Library, ann: Viewer, bob: Viewer) -> None:
    """600 scripts, half of them Bob's; every third is public."""
    chance = random.Random(7)
    library.database.execute(
        "INSERT INTO scripts (id, title, content, user_id, is_public, sha256, size) SELECT n, 's', 'x', CASE WHEN n %% 2 = 0 THEN %s ELSE %s END, "
        "n %% 3 = 0, sha256(n::text::bytea), 1 FROM generate_series(1, 600) AS n",
        (ann.user_id, bob.user_id),
    )
    library.database.execute("INSERT INTO script_digests SELECT id, 1, 1, 1 FROM scripts")
    rows = [(term, number, chance.uniform(0.2, 8)) for number in range(1, 601) for term, share in TERMS.items() if chance.random() < share]
    with library.database.cursor() as cursor:
        cursor.executemany("INSERT INTO script_terms VALUES (%s, %s, %s)", rows)


def expected(library: Library, terms: str, visible: set[int]) -> list[tuple[int, float]]:
    weights: dict[int, dict[str, float]] = {}
    for row in library.rows("SELECT * FROM script_terms"):
        if row["script_id"] in visible:
            weights.setdefault(row["script_id"], {})[row["term"]] = row["weight"]
    counts = rarity.Counts(len(visible), 0.0, dict(Counter(term for each in weights.values() for term in each)))
    scores = {
        number: sum(counts.rarity(term) * each[term] * (K1 + 1) / (each[term] + K1) for term in terms.split() if term in each)
        for number, each in weights.items()
    }
    return sorted(((number, score) for number, score in scores.items() if score), key=lambda pair: (-pair[1], pair[0]))


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("terms", ["rare common", "common everywhere", "rare uncommon common everywhere", "everywhere", "uncommon everywhere"])
@pytest.mark.parametrize("small", [0, 5000], ids=["in a large library", "in a small one"])
def test_the_best_are_the_best(
    library: Library, engine: Engine, ann: Viewer, root: Viewer, monkeypatch: pytest.MonkeyPatch, terms: str, small: int
) -> None:
    monkeypatch.setattr(by_words, "SMALL", small)
    monkeypatch.setattr(by_words, "KEPT", 100)
    monkeypatch.setattr(by_words, "LOOKED_AT", (100, 300, 9000))
    own = {row["id"] for row in library.rows("SELECT id FROM scripts WHERE is_public OR user_id = %s", ann.user_id)}
    for viewer, visible in ((ann, own), (root, set(range(1, 601)))):
        with reading(engine) as connection:
            asked = asked_of(engine, connection, viewer, Counter(terms.split()))
            found = by_words.by_words(connection, asked, viewer.parameters | NO_FILTER, 20)
            told = terms_of(connection, asked, [each.script_id for each in found])
        best = expected(library, terms, visible)[:20]
        assert [each.score for each in found] == pytest.approx([score for _, score in best], abs=1e-4)
        assert {each.script_id for each in found} <= visible
        rarest = sorted(terms.split(), key=list(TERMS).index)
        for each in found:
            having = {row["term"] for row in library.rows("SELECT term FROM script_terms WHERE script_id = %s", each.script_id)}
            assert told[each.script_id] == [term for term in rarest if term in having]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("small", [0, 5000], ids=["in a large library", "in a small one"])
@pytest.mark.parametrize(
    ("term", "share", "most"),
    [("everywhere", 0.7, 9000), ("everywhere", 0.7, 60), ("common", 0.5, 9000), ("uncommon", 0.9, 9000)],
)
def test_what_words_do_not_tell_from_the_best_is_a_candidate(
    library: Library, engine: Engine, ann: Viewer, root: Viewer, monkeypatch: pytest.MonkeyPatch, term: str, share: float, most: int, small: int
) -> None:
    monkeypatch.setattr(by_words, "SMALL", small)
    monkeypatch.setattr(by_words, "KEPT", 20)
    monkeypatch.setattr(by_words, "LOOKED_AT", (20, 100, 9000))
    own = {row["id"] for row in library.rows("SELECT id FROM scripts WHERE is_public OR user_id = %s", ann.user_id)}
    for viewer, visible in ((ann, own), (root, set(range(1, 601)))):
        with reading(engine) as connection:
            asked = asked_of(engine, connection, viewer, {term: 1})
            found = by_words.candidates(connection, asked, viewer.parameters | NO_FILTER, 10, by_words.Reach(most, share))
        best = expected(library, term, visible)
        enough = sum(score >= share * best[0][1] for _, score in best)
        assert [int(each) for each in found.scripts[1:-1].split(",")] == [number for number, _ in best[: min(max(enough, 20), most)]]
        assert [each.script_id for each in found.best] == [number for number, _ in best[:10]]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("terms", ["rare everywhere", "rare uncommon common everywhere", "common everywhere"])
def test_a_filter_that_leaves_little_finds_the_best_of_it(library: Library, engine: Engine, ann: Viewer, root: Viewer, terms: str) -> None:
    """Of the twelve or so that are left, common terms are looked up, and the others read."""
    left = {row["script_id"] for row in library.rows("SELECT script_id FROM script_terms WHERE term = 'rare'")}
    own = {row["id"] for row in library.rows("SELECT id FROM scripts WHERE is_public OR user_id = %s", ann.user_id)}
    for viewer, visible in ((ann, own), (root, set(range(1, 601)))):
        with reading(engine) as connection:
            asked = asked_of(engine, connection, viewer, Counter(terms.split()))
            assert max(asked.numbers) > 8 * len(left & visible)
            found = by_words.by_words(connection, asked, viewer.parameters | NO_FILTER | {"needed": ["rare"]}, 20)
        best = [pair for pair in expected(library, terms, visible) if pair[0] in left][:20]
        assert [each.script_id for each in found] == [number for number, _ in best]
        assert [each.score for each in found] == pytest.approx([score for _, score in best], abs=1e-4)


@pytest.mark.parametrize("small", [0, 5000], ids=["in a large library", "in a small one"])
def test_equal_scores_come_in_one_order(
    library: Library, engine: Engine, ann: Viewer, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    """The same weights, of other terms in each script: sums of floats differ by the order of adding."""
    monkeypatch.setattr(by_words, "SMALL", small)
    orders = list(itertools.permutations((0.1, 0.7, 3.3, 5.9)))
    for number, weights in enumerate(orders, 1):
        library.database.execute(
            "INSERT INTO scripts (id, title, content, user_id, sha256, size) VALUES (%s, 's', 'x', %s, sha256(%s::text::bytea), 1)",
            (number, ann.user_id, number),
        )
        library.database.execute("INSERT INTO script_digests VALUES (%s, 1, 1, 1)", (number,))
        for term, weight in zip("abcd", weights, strict=True):
            library.database.execute("INSERT INTO script_terms VALUES (%s, %s, %s)", (term, number, weight))
    with reading(engine) as connection:
        asked = asked_of(engine, connection, ann, dict.fromkeys("abcd", 1.0))
        found = by_words.by_words(connection, asked, ann.parameters | NO_FILTER, len(orders))
    assert [each.script_id for each in found] == list(range(1, len(orders) + 1))


@pytest.mark.usefixtures("many")
def test_candidates_do_not_go_by_what_is_hidden(
    library: Library, engine: Engine, ann: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large library the best by rare terms are looked at; that others have as many of them, which one does not see, changes nothing."""
    monkeypatch.setattr(by_words, "SMALL", 0)
    monkeypatch.setattr(by_words, "KEPT", 40)
    monkeypatch.setattr(by_words, "LOOKED_AT", (40, 160, 9000))
    hidden = ("NOT is_public AND user_id <> %s", ann.user_id)

    def candidates() -> by_words.Candidates:
        with reading(engine) as connection:
            asked = asked_of(engine, connection, ann, {"common": 1, "everywhere": 1})
            return by_words.candidates(connection, asked, ann.parameters | NO_FILTER, 5, by_words.Reach(100, 0.7))

    before = candidates()
    assert 40 <= len(before.scripts.split(",")) <= 100
    assert before.best[0].score > 0
    library.database.execute(f"UPDATE script_terms SET weight = 20 WHERE script_id IN (SELECT id FROM scripts WHERE {hidden[0]})", hidden[1:])
    assert candidates() == before
    library.database.execute(f"DELETE FROM scripts WHERE {hidden[0]}", hidden[1:])
    assert candidates() == before


@pytest.mark.usefixtures("many")
def test_others_are_scored_where_they_are_seen(library: Library, engine: Engine, ann: Viewer) -> None:
    having = "FROM scripts JOIN script_terms ON script_id = id WHERE term = 'everywhere'"
    hidden = library.value(f"SELECT min(id) {having} AND NOT is_public AND user_id <> %s", ann.user_id)
    seen = library.value(f"SELECT max(id) {having} AND user_id = %s", ann.user_id)
    with reading(engine) as connection:
        asked = asked_of(engine, connection, ann, {"everywhere": 1})
        found = by_words.words_of(connection, asked, ann.parameters | NO_FILTER, [hidden, seen])
        best = by_words.by_words(connection, asked, ann.parameters | NO_FILTER, 600)
    assert [each.script_id for each in found] == [seen]
    assert found[0] in best


def test_only_what_hardly_counts_is_common() -> None:
    assert commons([6.0, 5.0, 1.0, 0.1], 0.4) == [False, False, True, True]
    assert commons([6.0, 5.0, 1.0, 0.1], 0.01) == [False, False, False, True]
    assert commons([6.0, 5.0, 1.0, 0.1], 0) == [False] * 4
    assert commons([0.1], 0.4) == [False]
    assert commons([], 0.4) == []


def test_counts_of_a_large_library_are_remembered_by_what_is_seen(
    library: Library, engine: Engine, ann: Viewer, bob: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rarity, "LARGE", 1)
    for number in (1, 2):
        library.database.execute(
            "INSERT INTO scripts (id, title, content, user_id, sha256, size) VALUES (%s, 's', 'x', %s, sha256(%s::text::bytea), 1)",
            (number, ann.user_id, number),
        )
        library.database.execute("INSERT INTO script_digests VALUES (%s, 1, 1, 1)", (number,))
        library.database.execute("INSERT INTO script_terms VALUES ('word', %s, 1)", (number,))
        with reading(engine) as connection:
            assert rarity.counted(engine, connection, ann, ["word"]).terms["word"] == 1
            assert rarity.counted(engine, connection, bob, ["word"]).terms["word"] == 0
