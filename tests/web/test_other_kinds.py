"""Documentation and chats have terms and vectors, too: found by their kind, gone with their text, and of no search of scripts."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from pipeline.config import Settings
from pipeline.embedding.digest import VERSION, Digest, weigh
from pipeline.embedding.keeping import as_text
from pipeline.embedding.model import Unavailable, question
from pipeline.embedding.provider import open_provider
from tests.web.conftest import Person, Store

SPOOLER = "# Restarts the print spooler on every server\nGet-Service Spooler | Restart-Service\n"
PAGE = "Restarting the spooler, said the zirconium quagmire, command:get-zirconium"
KINDS = {"documentation": "documentation", "chat": "chat_history"}
OF = "SELECT text_id, sum(weight) AS score FROM text_terms WHERE kind = %s AND term = ANY(%s) GROUP BY text_id"
NEAREST = "SELECT text_id FROM text_vectors WHERE kind = %s AND model_version = %s ORDER BY embedding <=> %s::vector LIMIT 3"
QUESTIONS = ("restart spooler", "zirconium", "quagmrie spooler", "command:get-zirconium", "spooler command:restart-service")

Ask = Callable[..., list[tuple[Any, ...]]]
Keep = Callable[[str], None]


@pytest.fixture
def ask(settings: Settings) -> Iterator[Ask]:
    with closing(psycopg.connect(settings.dsn or "", autocommit=True)) as connection:

        def rows(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
            cursor = connection.execute(statement.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

        yield rows


@pytest.fixture
def script_id(ada: Person, store: Store) -> int:
    return store(ada, SPOOLER, title="Spooler", is_public="true")


@pytest.fixture
def model(settings: Settings, script_id: int) -> tuple[str, str]:  # the first script makes its model known
    """Its number, and the vector of PAGE."""
    provider = open_provider(settings)
    assert not isinstance(provider, Unavailable)
    (vector,) = provider.embed([question(PAGE)])
    assert not isinstance(vector, Unavailable)
    return provider.model.id, as_text(vector)


@pytest.fixture
def keep(ask: Ask, ada: Person, script_id: int, model: tuple[str, str]) -> Keep:
    """A text of another kind, with the number of a script."""
    words = weigh(Digest(comments=[PAGE])) | {"command:get-zirconium": 0.0}

    def kept(kind: str) -> None:
        if kind == "documentation":
            ask("INSERT INTO documentation (id, title, url) VALUES (%s, 'A page', 'http://localhost/page')", script_id)
        else:
            ask("INSERT INTO chat_history (id, user_id, messages, response) VALUES (%s, %s, '[]', 'An answer')", script_id, ada.id)
        ask(f"INSERT INTO {kind}_digests ({kind}_id, digest_version, length) VALUES (%s, %s, %s)", script_id, VERSION, sum(words.values()))
        for term, weight in words.items():
            ask(f"INSERT INTO {kind}_terms (term, {kind}_id, weight) VALUES (%s, %s, %s)", term, script_id, weight)
        ask(f"INSERT INTO {kind}_vectors ({kind}_id, model_version, embedding) VALUES (%s, %s, %s)", script_id, *model)

    return kept


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_is_found_by_its_kind_and_gone_with_its_text(ask: Ask, keep: Keep, script_id: int, model: tuple[str, str], kind: str) -> None:
    keep(kind)
    for each, found in ((kind, [(script_id,)]), ("script", [])):
        assert [row[:1] for row in ask(OF, each, ["zirconium", "quagmir"])] == found
    for each in (kind, "script"):
        assert [row[:1] for row in ask(OF, each, ["spooler"])] == [(script_id,)]
        assert ask(NEAREST, each, *model) == [(script_id,)]
    assert ask("SELECT sparse IS NOT NULL FROM text_vectors WHERE kind = %s", kind) == [(True,)]
    assert ask("SELECT text_id, digest_version FROM text_digests WHERE kind = %s", kind) == [(script_id, VERSION)]
    ask(f"DELETE FROM {KINDS[kind]}")
    for view in ("text_digests", "text_terms", "text_vectors"):
        assert ask(f"SELECT DISTINCT kind, text_id FROM {view}") == [("script", script_id)], view


def test_the_numbers_of_a_kind_are_its_own(ask: Ask, keep: Keep, script_id: int) -> None:
    for kind in KINDS:
        keep(kind)
    ask("DELETE FROM scripts")
    assert sorted(ask("SELECT DISTINCT kind, text_id FROM text_terms")) == [("chat", script_id), ("documentation", script_id)]


@pytest.mark.parametrize("view", ["text_digests", "text_terms", "text_vectors"])
@pytest.mark.parametrize(("kind", "begins"), [("script", "script_"), ("documentation", "documentation_"), ("chat", "chat_")])
def test_who_asks_for_a_kind_reads_no_other(ask: Ask, view: str, kind: str, begins: str) -> None:
    ((plan,),) = ask(f"EXPLAIN (FORMAT JSON) SELECT * FROM {view} WHERE kind = %s", kind)
    read = set(_relations(plan))
    assert read
    assert {each for each in read if not each.startswith(begins)} <= ({"embedding_candidates"} if kind == "script" else set())


def _relations(plan: Any) -> Iterator[str]:
    if isinstance(plan, list):
        for each in plan:
            yield from _relations(each)
    elif isinstance(plan, dict):
        if "Relation Name" in plan:
            yield plan["Relation Name"]
        for each in plan.values():
            yield from _relations(each)


def _searches(who: Person, script_id: int) -> list[Any]:
    """Everything that searches say of scripts."""
    asked: list[tuple[str, dict[str, Any]]] = [
        ("/api/scripts/search", {"q": q, "mode": mode}) for q in QUESTIONS for mode in ("hybrid", "keyword", "semantic")
    ]
    asked += [("/api/scripts/suggest", {"q": q}) for q in ("get-zir", "command:get-", "zir", "page")]
    asked += [(f"/api/scripts/{script_id}/similar", {"threshold": 0}), ("/api/scripts/duplicates", {})]
    answers = [who.get(path, query_string=query) for path, query in asked]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.get_json() for answer in answers]


def test_no_search_of_scripts_sees_another_kind(ada: Person, root: Person, store: Store, script_id: int, keep: Keep) -> None:
    store(ada, "# Copies a share\nCopy-Item C:\\data D:\\\n", "b.ps1", title="Archive")
    people = (ada, root, replace(ada, token=None))
    before = [_searches(who, script_id) for who in people]
    for kind in KINDS:
        keep(kind)
    assert [_searches(who, script_id) for who in people] == before
