"""`psscript doctor --repair`: for each promise the damage is planted, named, mended and gone, and the library is what it was."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from db.engine import Engine
from pipeline.config import Settings
from pipeline.embedding.provider import open_provider
from pipeline.library.executions import report_run
from pipeline.mending import CHECKS
from pipeline.search.reindexing import LOOK_EVERY, Reindexing
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, open_library, script
from tests.pipeline.test_promises import TABLES
from workers import cli

SNAPSHOT = TABLES | {
    "runs": "content, execution_count, average_execution_time, last_executed_at FROM scripts",
    "vectors": "content, model_version, script_version, embedding::text FROM script_embeddings JOIN scripts ON scripts.id = script_id",
    "digests": "content, script_version, digest_version, length FROM script_digests JOIN scripts ON scripts.id = script_id",
    "terms": "content, term, weight FROM script_terms JOIN scripts ON scripts.id = script_id",
    "pairs": "content, pairs FROM script_pairs JOIN scripts ON scripts.id = script_id",
    "signatures": "content, script_version, script_signatures.size, shape, bands, sketch::text FROM script_signatures "
    "JOIN scripts ON scripts.id = script_id",
    "findings": "content, rule, findings FROM script_rules JOIN scripts ON scripts.id = script_id",
    "scores": "content, malice_score, quality_score, risk_score, score_reasons FROM script_analysis JOIN scripts ON scripts.id = script_id",
    "quarantine": "stage, reason FROM quarantine",
}
EXTRA_BYTES = "INSERT INTO upload_contents (upload_id, content) SELECT id, 'x' FROM uploads WHERE status = 'completed'"
NOT_FAILED = "INSERT INTO quarantine (upload_id, stage, reason, log) SELECT id, 'analyze', 'x', 'x' FROM uploads WHERE status = 'completed'"
DAMAGES = [
    ("let go", EXTRA_BYTES),
    ("set aside", NOT_FAILED),
    ("bytes", "UPDATE scripts SET content = 'rotten'"),
    ("bytes", "UPDATE scripts SET sha256 = sha256(content::bytea || 'x'), file_hash = md5('x') WHERE content LIKE 'Invoke%'"),
    ("bytes", "UPDATE script_versions v SET content = 'rotten' FROM scripts s WHERE s.id = script_id AND s.version = v.version"),
    ("bytes", "UPDATE scripts SET file_hash = md5('x')"),
    ("versions", "UPDATE scripts SET version = version + 5"),
    ("versions", "UPDATE scripts SET version = 1 WHERE version = 2"),
    ("versions", "DELETE FROM script_versions WHERE version = 2"),
    ("runs", "UPDATE scripts SET execution_count = execution_count + 1"),
    ("runs", "UPDATE scripts SET average_execution_time = 1"),
    ("runs", "UPDATE scripts SET execution_count = 0, average_execution_time = NULL, last_executed_at = NULL"),
    ("analyses shown", "DELETE FROM script_analysis"),
    ("analyses shown", "UPDATE script_analysis SET security_score = 1, malice_score = NULL"),
    ("analyses", "DELETE FROM version_analyses USING script_versions v, scripts s "
                 "WHERE v.id = script_version_id AND s.id = v.script_id AND v.version = s.version"),
    ("findings", "DELETE FROM script_rules"),
    ("findings", "UPDATE script_rules SET findings = findings + 1"),
    ("terms", "DELETE FROM script_digests"),
    ("terms", "UPDATE script_digests SET script_version = 0"),
    ("terms", "DELETE FROM script_terms WHERE ctid IN (SELECT ctid FROM script_terms WHERE weight > 0 LIMIT 1)"),
    ("terms", "DELETE FROM script_pairs"),
    ("vectors", "DELETE FROM script_embeddings"),
    ("vectors", """UPDATE scripts SET embedding_unknown = '{"code": "x", "message": "y"}'"""),
    ("signatures", "DELETE FROM script_signatures"),
    ("signatures", "UPDATE script_signatures SET script_version = 0"),
]  # fmt: skip
Doctor = Callable[..., dict[str, Any]]


class Answering(BaseHTTPRequestHandler):
    """As a web server that lives."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def web_port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def library(settings: Settings, engine: Engine) -> Iterator[Library]:
    """Where somebody works, and an administrator is known."""
    with open_library(settings, engine) as opened:
        opened.room.provider = open_provider(settings)
        opened.user("root", "admin")
        for name, kind, lane in (("i", "worker", "interactive"), ("b", "worker", "bulk"), ("s", "sweeper", "")):
            opened.database.execute(
                "INSERT INTO processes (name, kind, host, pid, detail) VALUES (%s, %s, 'here', 1, jsonb_build_object('lane', %s::text))",
                (name, kind, lane),
            )
        yield opened


@pytest.fixture
def ann(library: Library) -> Viewer:
    """Whose scripts have versions, findings, odd bytes and runs."""
    ann = library.user("ann")
    library.upload(ann, script("Get-Process # first", "a.ps1"), script("Invoke-Expression $code # of others", "b.ps1"))
    library.upload(ann, script("Get-Service # second\nRemove-Item $path", "a.ps1"), script(b"\xef\xbb\xbfGet-Date # marked", "c.ps1"))
    chosen = library.value("SELECT id FROM scripts WHERE content LIKE 'Invoke%%'")
    for seconds in (10.0, 25.0):
        report_run(library.room.engine, ann, chosen, status="success", execution_time=seconds, parameters={}, error=None)
    return ann


@pytest.fixture
def doctor(settings: Settings, web_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Doctor:
    monkeypatch.setenv("DATABASE_URL", settings.dsn or "")
    monkeypatch.setenv("REDIS_URL", settings.redis or "")
    monkeypatch.setenv("PSSCRIPT_DATA", str(tmp_path / "data"))

    def run(*arguments: str, code: int = 0) -> dict[str, Any]:
        """What was found, by check."""
        capsys.readouterr()
        got = cli.main(["doctor", "--json", "--port", str(web_port), *arguments])
        found = {one["check"]: one for one in json.loads(capsys.readouterr().out)}
        assert got == code, [one["found"] for one in found.values() if one["level"] != "fine"]
        return found

    return run


def snapshot(library: Library) -> dict[str, list[str]]:
    return {table: sorted(str(tuple(row.values())) for row in library.rows(f"SELECT {columns}")) for table, columns in SNAPSHOT.items()}


def work(library: Library) -> None:
    """What workers and the sweeper do of it, until nothing is left."""
    reindexing = Reindexing()
    library.drain()
    for number in range(3):
        reindexing.go_on(library.room, number * 2 * LOOK_EVERY)
        library.drain()


def test_every_check_has_its_damage_here() -> None:
    assert {name for name, _ in DAMAGES} | {"received", "carried"} == {check.name for check in CHECKS}


@pytest.mark.parametrize(("name", "damage"), DAMAGES)
def test_damage_is_named_and_mended(library: Library, ann: Viewer, doctor: Doctor, name: str, damage: str) -> None:
    expected = snapshot(library)
    assert doctor()["promises"]["level"] == "fine"
    assert library.database.execute(damage.encode()).rowcount > 0
    damaged = snapshot(library)
    assert damaged != expected
    said = doctor(code=1)[f"promises: {name}"]
    assert (said["level"], said["remedy"]) == ("wrong", "What can be made anew: psscript doctor --repair")
    assert doctor("--repair", code=1)[f"promises: {name}"]["remedy"].endswith(": psscript doctor --repair --yes")
    assert snapshot(library) == damaged
    assert doctor("--repair", "--yes")[f"promises: {name}"]["level"] == "mended"
    work(library)
    assert doctor()["promises"]["level"] == "fine"
    assert snapshot(library) == expected
    assert f'"{name}"' in json.dumps(library.value("SELECT array_agg(target) FROM audit_log WHERE action = 'library_mended'"))


@pytest.mark.parametrize("stage", ["hash", "dedupe", "version", "analyze", "embed", "cache"])
def test_what_nobody_carries_goes_back_to_its_stage(library: Library, ann: Viewer, doctor: Doctor, stage: str) -> None:
    expected = {}
    for lose in (False, True):
        library.database.execute("TRUNCATE batches, scripts CASCADE")
        batch_id = library.to(stage, library.accept(ann, script("Get-Date # one", "a.ps1"), script("Get-Date # two", "b.ps1")))
        if lose:
            library.database.execute("UPDATE batches SET stage = 'done', finished_at = NOW() WHERE id = %s", (batch_id,))
            assert doctor(code=1)["promises: carried"]["found"] == "2 uploads are under way and carried by nobody."
            assert doctor("--repair", "--yes")["promises: carried"]["level"] == "mended"
            library.drain()
        library.finish()
        expected[lose] = {table: rows for table, rows in snapshot(library).items() if table != "batches"}
    assert doctor()["promises"]["level"] == "fine"
    assert expected[False] == expected[True]


def test_an_upload_that_lost_its_bytes_fails_with_that_reason(library: Library, ann: Viewer, doctor: Doctor) -> None:
    expected = library.contents()
    accepted = library.accept(ann, script("new", "new.ps1"))
    library.database.execute("DELETE FROM upload_contents")
    assert "promises: received" in doctor(code=1)
    assert doctor("--repair", "--yes")["promises: received"]["level"] == "mended"
    library.finish()
    assert [(each["status"], each["error_code"]) for each in library.uploads(accepted)] == [("failed", "content_lost")]
    assert doctor()["promises"]["level"] == "fine"
    assert library.contents() == expected


def test_what_cannot_be_derived_is_left_and_said(library: Library, ann: Viewer, doctor: Doctor) -> None:
    library.database.execute("UPDATE script_versions v SET content = 'rotten' FROM scripts s WHERE s.id = script_id AND v.version < s.version")
    damaged = snapshot(library)
    said = doctor("--repair", "--yes", code=1)["promises: bytes"]
    assert said["level"] == "wrong"
    assert said["remedy"].startswith("This cannot be made anew")
    assert snapshot(library) == damaged


def test_what_somebody_works_on_is_no_damage(library: Library, ann: Viewer, doctor: Doctor) -> None:
    for stage in ("hash", "dedupe", "insert", "version", "analyze", "embed", "cache"):
        library.to(stage, library.accept(ann, script(f"Get-Date # {stage}", f"{stage}.ps1")))
        assert doctor()["promises"]["level"] == "fine"
        library.finish()


def test_a_pass_of_the_sweeper_and_an_empty_cache_go_with_it(library: Library, ann: Viewer, doctor: Doctor) -> None:
    accepted = library.accept(ann, script("Get-Date # forgotten", "f.ps1"))
    library.database.execute("UPDATE batches SET enqueued_at = NOW() - INTERVAL '1 day', not_before = NOW() - INTERVAL '1 day', "
                             "created_at = NOW() - INTERVAL '1 day', updated_at = NOW() - INTERVAL '1 day' WHERE finished_at IS NULL")  # fmt: skip
    library.room.cache.set("script:1", "old")
    assert doctor(code=1)["unfinished work"]["level"] == "wrong"
    assert doctor("--repair", "--yes")["unfinished work"]["level"] == "fine"
    assert library.room.cache.get("script:1") is None
    library.drain()
    assert [each["status"] for each in library.uploads(accepted)] == ["completed"]
