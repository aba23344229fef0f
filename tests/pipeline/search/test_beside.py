"""Words that stand side by side."""

from db.engine import reading
from pipeline.embedding.digest import Digest, pairs, pairs_of
from pipeline.embedding.words import terms
from pipeline.library.lists import Filters
from pipeline.search.beside import beside
from pipeline.search.finding import search
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script

TOGETHER = "# Clears the print queue of a floor\n"
APART = "# Clears the floor; print a form, queue a job\n"


def test_pairs_have_no_order_and_end_with_their_piece() -> None:
    assert pairs_of(["print", "queue"]) == pairs_of(["queue", "print"])
    assert pairs_of(["queue", "queue"]) == []
    assert len(pairs(Digest(strings=["print queue", "other"]))) == 1


def test_a_script_has_so_many_pairs_at_most() -> None:
    assert len(pairs(Digest(strings=[" ".join(f"word{number}" for number in range(20_000))]))) == 5_000


def test_what_says_the_words_together_ranks_first(library: Library, ann: Viewer) -> None:
    library.upload(ann, script(APART, "a.ps1"), script(TOGETHER, "b.ps1"))
    shown, _ = search(library.room.engine, library.room.settings, ann, "print queue", Filters(), "keyword", 10)
    assert [each.script.title for each in shown] == ["b.ps1", "a.ps1"]
    assert [each.hit.beside for each in shown] == [1.0, 0.0]


def test_a_question_of_one_word_has_none(library: Library, ann: Viewer) -> None:
    library.upload(ann, script(TOGETHER, "b.ps1"))
    with reading(library.room.engine) as connection:
        assert beside(connection, terms("queue"), [1]) == beside(connection, terms("print queue"), []) == {}
