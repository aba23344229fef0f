"""Disaster 11: the service that makes vectors hangs, answers 500, 429, garbage. Scripts lack their vectors, with a reason, and nothing else."""

from collections.abc import Iterator

import pytest

from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.service import Mood, Service, a_service
from tests.disasters.sheets import HISTORY, hand_in
from tests.disasters.stand import Client, Stand

SHORT = {"EMBEDDING_PROVIDER": "openai", "EMBEDDING_BUDGET": "2", "EMBEDDING_TRIES": "2"}
REASONS: dict[Mood, set[str]] = {
    "hangs": {"provider_away"},
    "500": {"provider_away"},
    "429": {"provider_away"},
    "garbage": {"provider_confused", "provider_away"},  # what ends too early counts as away
}
OF_VECTORS = "script_embeddings"
Rows = dict[str, list[str]]


@pytest.fixture
def service(stand: Stand) -> Iterator[Service]:
    """Its model is the first of the library, and answers its searches."""
    forget_models(stand)
    with a_service() as made:
        yield made
    forget_models(stand)


def forget_models(stand: Stand) -> None:
    stand.stop_programs()
    stand.as_superuser("TRUNCATE embedding_models, embedding_choice CASCADE")


def ann_of(stand: Stand) -> Client:
    """She lets what her private scripts say be sent to the service."""
    ann = stand.person("ann")
    stand.as_superuser(
        "INSERT INTO user_settings (user_id, settings) SELECT id, '{\"embedPrivateScripts\": true}' FROM users WHERE username = 'ann' "
        "ON CONFLICT (user_id) DO UPDATE SET settings = EXCLUDED.settings"
    )
    return ann


def without_vectors(found: Rows, stand: Stand) -> Rows:
    """All else, and of scripts all but why they have no vector."""
    scripts = stand.rows("SELECT title, content, user_id, version, is_public, sha256, size, kind, encoding, raw FROM scripts")
    return {name: rows for name, rows in found.items() if name not in ("scripts", OF_VECTORS)} | {"scripts": sorted(map(str, scripts))}


@pytest.fixture(scope="module")
def expected(one_stand: Stand) -> Rows:
    """What the same files make of a library whose vectors are made in the house."""
    one_stand.empty()
    one_stand.start_all()
    hand_in(ann_of(one_stand))
    one_stand.end()
    assert snapshot(one_stand)[OF_VECTORS]
    return without_vectors(snapshot(one_stand), one_stand)


@pytest.mark.parametrize("mood", ["garbage", *(pytest.param(each, marks=pytest.mark.disaster) for each in ("hangs", "500", "429"))])
def test_a_service_that_misbehaves(stand: Stand, tell: Tell, expected: Rows, service: Service, mood: Mood) -> None:
    service.mood = mood
    stand.start_all(EMBEDDING_URL=service.url, **SHORT)
    ann = ann_of(stand)
    hand_in(ann)
    assert stand.told.refused == []  # whoever uploads does not notice
    seconds = stand.end()
    assert service.asked > 0
    found = snapshot(stand)
    assert_same(without_vectors(found, stand), expected)
    assert found[OF_VECTORS] == []
    reasons = {row["code"] for row in stand.rows("SELECT DISTINCT embedding_unknown ->> 'code' AS code FROM scripts")}
    assert reasons
    assert reasons <= REASONS[mood]
    tell(stand, "11 provider", f"{mood}: every script without a vector, with a reason ({service.asked} requests)", seconds)
    it_recovers(stand, ann, service)


def it_recovers(stand: Stand, ann: Client, service: Service) -> None:
    """Without a restart."""
    service.mood = "good"
    ann.send([HISTORY[0][0]._replace(path="later.ps1", content=b"Get-Date # later\n")])
    stand.end()
    assert stand.value("SELECT count(*) FROM model_vectors JOIN uploads USING (script_id) WHERE filename = 'later.ps1'") == 1


