import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from flask import Flask
from pydantic import BaseModel

from pipeline.config import Settings
from tests.web.conftest import Person, Store
from web import caching


class Empty(BaseModel):
    """An answer that says nothing."""


@pytest.fixture
def keys(settings: Settings) -> Callable[[], set[str]]:
    def read() -> set[str]:
        with redis.Redis.from_url(settings.redis or "") as client:
            return {key.decode().rpartition(":")[0] if key.startswith(b"scripts:") else key.decode() for key in client.keys("*")}

    return read


def test_keys_are_those_of_the_document_with_the_viewers_scope(ada: Person, nobody: Person, store: Store, keys: Callable[[], set[str]]) -> None:
    script_id = store(ada, is_public="true")
    for person in (ada, nobody):
        for path in (f"/api/scripts/{script_id}", f"/api/scripts/{script_id}/analysis", "/api/scripts?page=2&limit=5", "/api/categories"):
            assert person.get(path).status_code == 200
    ada.get("/api/analytics/usage")
    assert {
        f"script:{script_id}",
        f"analysis:{script_id}",
        f"scripts:2:5:user-{ada.id}",
        "scripts:2:5:public",
        "categories:all:public",
        f"analytics:usage:user-{ada.id}",
    } <= keys()


def test_what_is_kept_is_shown_to_none_who_may_not_see_it(ada: Person, bob: Person, store: Store) -> None:
    script_id = store(ada, is_public="true")
    assert bob.get(f"/api/scripts/{script_id}").status_code == 200
    ada.put(f"/api/scripts/{script_id}", json={"isPublic": False})
    assert ada.get(f"/api/scripts/{script_id}").status_code == 200
    assert bob.get(f"/api/scripts/{script_id}").status_code == 404
    assert bob.get(f"/api/scripts/{script_id}/analysis").status_code == 404


def test_a_change_past_the_cache_is_seen_all_the_same(ada: Person, store: Store) -> None:
    script_id = store(ada)
    assert ada.get(f"/api/scripts/{script_id}").get_json()["title"] == "a.ps1"
    with ada.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE scripts SET title = 'other', updated_at = NOW()")
    assert ada.get(f"/api/scripts/{script_id}").get_json()["title"] == "other"


def test_repeated_reads_come_from_the_cache(app: Flask, ada: Person, store: Store) -> None:
    ids = [store(ada, f"{number}") for number in range(5)]
    cache = app.extensions["psscript"].cache
    cache.hits = cache.misses = 0
    for _ in range(30):
        for path in ("/api/scripts", "/api/categories", "/api/analytics/usage", *(f"/api/scripts/{each}" for each in ids)):
            assert ada.get(path).status_code == 200
    assert (cache.hits, cache.misses) == (29 * 8, 8)


def test_what_is_made_before_a_change_is_not_kept_after_it(app: Flask, ada: Person, store: Store) -> None:
    store(ada)
    stores = app.extensions["psscript"]

    def changed_meanwhile() -> Empty:
        stores.cache.forget_scripts([1])
        return Empty()

    caching.kept(stores, "scripts:x", 60, changed_meanwhile)
    assert stores.cache.get_current("scripts:x") is None
    caching.kept(stores, "scripts:x", 60, Empty)
    assert stores.cache.get_current("scripts:x") == "{}"


def test_of_many_who_miss_one_makes_the_answer(app: Flask) -> None:
    made: list[int] = []
    begun = threading.Event()

    def slow() -> Empty:
        made.append(1)
        begun.wait(1)
        return Empty()

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(caching.kept, app.extensions["psscript"], "scripts:y", 60, slow) for _ in range(8)]
        begun.set()
        assert {answer.result() for answer in answers} == {b"{}"}
    assert len(made) == 1
