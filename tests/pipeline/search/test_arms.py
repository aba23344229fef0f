"""In a large library vectors of words are looked at where words point: what is found is what an exact scan finds."""

import itertools
from collections.abc import Callable

import pytest

from db import engine
from pipeline.config import Settings
from pipeline.embedding.provider import open_provider
from pipeline.library.lists import Filters
from pipeline.search import arms, by_words, nearest, ranking
from pipeline.search.arms import Hit, Mode
from pipeline.search.question import understand
from pipeline.search.ranking import rank
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script

SUBJECTS = ("printer", "disk", "mailbox", "certificate", "firewall", "share")
VERBS = {"Restart": "Restart-Service", "Report": "Export-Csv", "Remove": "Remove-Item", "Copy": "Copy-Item"}
QUESTIONS = ("report on each mailbox", "restart printer", "copy certificate to share", "remove the firewall", "disk", "mailbox command:export-csv")

Search = Callable[..., list[Hit]]


@pytest.fixture
def filled(library: Library, ann: Viewer, bob: Viewer, settings: Settings) -> Library:
    """Ann's are public, Bob's are his."""
    library.room.provider = open_provider(settings)
    for owner in (ann, bob):
        texts = [f"# {verb} every {subject}\n{command} $item # {owner.user_id}\n" for verb, command in VERBS.items() for subject in SUBJECTS]
        files = [script(text, f"{owner.user_id}-{number}.ps1") for number, text in enumerate(texts)]
        library.upload(owner, *files, is_public=owner is ann)
    return library


@pytest.fixture
def search(filled: Library, monkeypatch: pytest.MonkeyPatch) -> Search:
    """`exactly`: scripts up to which every vector is looked at."""
    monkeypatch.setattr(ranking, "ARM", 5)

    def found(viewer: Viewer, text: str, exactly: int, mode: Mode = "hybrid") -> list[Hit]:
        monkeypatch.setattr(arms, "EXACTLY", exactly)
        monkeypatch.setattr(by_words, "SMALL", exactly)
        return list(rank(filled.room.engine, filled.room.settings, viewer, understand(text), Filters(), mode, 5).hits)

    return found


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
def test_the_same_is_found_as_by_looking_at_everything(search: Search, ann: Viewer, bob: Viewer, root: Viewer, mode: Mode) -> None:
    for viewer, text in itertools.product((ann, bob, root), QUESTIONS):
        found, exact = search(viewer, text, 0, mode), search(viewer, text, 1000, mode)
        assert found == exact
        assert found


def test_only_vectors_of_the_best_by_words_are_looked_at(search: Search, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(engine, "observer", asked.append)
    search(ann, "restart printer", 0)
    assert "vectors.mixed_sparse" in asked
    assert not {"vectors.first_sparse", "vectors.exact_sparse", "vectors.among_few_sparse"} & set(asked)


def test_where_words_find_little_everything_is_looked_at(search: Search, ann: Viewer) -> None:
    hits = search(ann, "mailbox command:restart-service", 0)
    assert len(hits) == 5
    assert ["filter"] in [hit.arms for hit in hits]


def test_what_is_hidden_changes_nothing(search: Search, filled: Library, ann: Viewer, bob: Viewer) -> None:
    before = [search(ann, text, 0) for text in QUESTIONS]
    filled.database.execute("DELETE FROM scripts WHERE user_id = %s", (bob.user_id,))
    assert [search(ann, text, 0) for text in QUESTIONS] == before


def test_words_side_by_side_bring_forward_more_than_the_best(filled: Library, search: Search, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = [script(f"# Restart: spooler, then printer\nRestart-Service $item # {number}\n", f"apart-{number}.ps1") for number in range(12)]
    filled.upload(ann, *apart, script("# Disk, mailbox, share, spooler: restart printer\nRestart-Service $item\n", "beside.ps1"))
    assert 1 in [hit.beside for hit in search(ann, "restart printer", 0)]
    monkeypatch.setattr(nearest, "BOTH", 5)
    assert 1 not in [hit.beside for hit in search(ann, "restart printer", 0)], "it is not among the five best by both"
