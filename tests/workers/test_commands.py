"""Commands on servers that the environment names, in this process; what needs running workers is in test_up."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from db.engine import Engine, execute, reading, transaction
from pipeline.accounts.signing_in import check_password
from tests.workers.conftest import Psscript


@pytest.fixture
def admin(psscript: Psscript) -> dict[str, Any]:
    made: dict[str, Any] = psscript("user", "create", "root", "--admin", "--random")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    for name in ("a.ps1", "b.psm1", "readme.md"):
        (tmp_path / "scripts" / name).write_text(f"'{name}'\n")
    return tmp_path / "scripts"


def test_accounts_are_made_listed_and_mended(psscript: Psscript, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    made = psscript("user", "create", "ann", "--email", "ann@example.com", "--random")
    assert check_password(engine, "ann", made["password"]).role == "user"
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\nmore\n"))
    assert "password" not in psscript("user", "create", "nightly", "--admin", "--password-stdin")
    assert check_password(engine, "nightly@localhost", "correct horse battery").role == "admin"
    assert [user["username"] for user in psscript("user", "list")] == ["ann", "nightly"]
    fresh = psscript("user", "reset", "ann@example.com", "--random")
    assert fresh["password"] != made["password"]
    assert check_password(engine, "ann", fresh["password"]).username == "ann"
    shown, _ = psscript("user", "list", code=0)
    assert "ann@example.com" in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("user", "create", "ann"), "Say where the password comes from: --password-stdin, or --random to have one made."),
        (("user", "reset", "nobody", "--random"), "There is no user 'nobody'."),
        (("user", "create", "x", "--random"), "A user name has 3 to 50 letters"),
        (("token", "create", "--user", "nobody", "--name", "x"), "There is no user 'nobody'."),
        (("import", "/nowhere"), "/nowhere does not exist."),
        (("import", "/", "--url", "ftp://x", "--token", "x"), "ftp://x is no address"),
        (("import", "/", "--url", "http://x"), "Give a personal token with --token or PSSCRIPT_TOKEN"),
        (("import", "/", "--url", "http://x", "--user", "ann"), "With --url the token says whose scripts"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(psscript: Psscript, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    _, said = psscript(*arguments, code=2)
    assert said.startswith(f"psscript {arguments[0]}: {sentence}")
    assert said.count("\n") == 1


def test_tokens_are_made_listed_and_revoked(psscript: Psscript, admin: dict[str, Any]) -> None:
    made = psscript("token", "create", "--user", "root", "--name", "laptop", "--scope", "read", "--days", "7")
    assert made["token"].startswith("pss_")
    (listed,) = psscript("token", "list", "--user", "root")
    assert (listed["id"], listed["name"], listed["scopes"]) == (made["id"], "laptop", ["read"])
    assert listed["expiresAt"] > listed["createdAt"]
    assert "token" not in listed
    assert "laptop" in psscript("token", "list", "--user", "root", code=0)[0]
    psscript("token", "revoke", "--user", "root", str(made["id"]), code=0)
    assert psscript("token", "list", "--user", "root") == []
    psscript("token", "revoke", "--user", "root", str(made["id"]), code=2)


def test_the_schema_goes_down_and_up(psscript: Psscript) -> None:
    names = [one["id"] for one in psscript("migrate", "status")]
    assert psscript("migrate", "down", "--steps", "2") == {"rolledBack": names[:-3:-1]}
    shown, _ = psscript("migrate", "status", code=1)
    assert shown.count("missing") == 2
    assert psscript("migrate", "up") == {"applied": names[-2:]}
    assert psscript("migrate", "up", code=0)[0] == "Nothing to be applied.\n"


def test_the_database_has_an_address(psscript: Psscript, dsn: str) -> None:
    assert psscript("db")["dsn"] == dsn
    assert psscript("db", code=0)[0].startswith(f"{dsn}\n")


def test_a_folder_goes_nowhere_while_nobody_works(psscript: Psscript, admin: dict[str, Any], folder: Path, engine: Engine) -> None:
    _, said = psscript("import", str(folder), code=2)
    assert said.startswith("psscript import: No worker runs: start `psscript up`")
    with reading(engine) as connection:
        assert list(execute(connection, "operations.uploads_by_status")) == []


def test_without_waiting_it_is_accepted_and_said_so(psscript: Psscript, admin: dict[str, Any], folder: Path) -> None:
    answer = psscript("import", str(folder), "--no-wait")
    assert [(Path(one["path"]).name, one["state"]) for one in answer["files"]] == [
        ("readme.md", "skipped"),
        ("a.ps1", "accepted"),
        ("b.psm1", "accepted"),
    ]
    state = psscript("status")
    assert state["uploads"] == {"queued": 2}
    assert [(one["lane"], one["stage"], one["uploads"]) for one in state["unfinished"]] == [("bulk", "hash", 2)]
    assert "2 queued" in psscript("status", code=0)[0]


def test_without_redis_the_state_is_still_told(psscript: Psscript, monkeypatch: pytest.MonkeyPatch) -> None:
    assert psscript("status")["queues"] == {"interactive": 0, "bulk": 0, "sandbox": 0}
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    state = psscript("status")
    assert (state["queues"], state["totals"]["scripts"]) == (None, 0)
    shown, _ = psscript("status", code=0)
    assert "Redis     does not answer" in shown
    assert "waits in PostgreSQL" in shown


def test_whose_they_are_must_be_clear(psscript: Psscript, folder: Path) -> None:
    assert "Nobody is an administrator" in psscript("import", str(folder), code=2)[1]
    for name in ("root", "boss"):
        psscript("user", "create", name, "--admin", "--random")
    assert "Say whose scripts these will be with --user NAME." in psscript("import", str(folder), code=2)[1]
    assert psscript("import", str(folder), "--no-wait", "--user", "boss")["accepted"] == 2


def test_a_file_that_the_library_does_not_take_fails_alone(psscript: Psscript, admin: dict[str, Any], folder: Path) -> None:
    (folder / "empty.ps1").touch()
    (folder / "picture.ps1").write_bytes(bytes(range(32)) * 10)
    deep = folder / "/".join(["d" * 200] * 10)
    deep.mkdir(parents=True)
    (deep / "far.ps1").write_text("'far'")
    shown, _ = psscript("import", str(folder), "--no-wait", "--json", code=1)
    errors = {Path(one["path"]).name: one["error"]["code"] for one in json.loads(shown)["files"] if one["state"] == "failed"}
    assert errors == {"empty.ps1": "empty_file", "picture.ps1": "binary_file", "far.ps1": "path_too_long"}
    assert json.loads(shown)["accepted"] == 2


def break_promises(engine: Engine) -> None:
    with transaction(engine) as connection:
        for statement in (
            "INSERT INTO users (username, email, password_hash) VALUES ('ann', 'a', 'x')",
            "INSERT INTO batches (id, root_id, user_id, stage, finished_at) "
            "SELECT chosen.id, chosen.id, users.id, 'done', NOW() FROM users, (SELECT gen_random_uuid() AS id) AS chosen",
            "INSERT INTO uploads (id, batch_id, root_batch_id, user_id, filename, kind, size, status) "
            "SELECT gen_random_uuid(), id, id, user_id, 'a.ps1', 'ps1', 1, 'processing' FROM batches",
            "INSERT INTO scripts (title, content, user_id, version, sha256, size) SELECT 'x', 'x', id, 3, 'x', 1 FROM users",
            "INSERT INTO script_versions (script_id, content, version, sha256, size) SELECT id, 'x', 1, 'x', 1 FROM scripts",
        ):
            connection.exec_driver_sql(statement)


def test_the_doctor_says_what_is_missing_and_what_to_do(psscript: Psscript, engine: Engine) -> None:
    shown, _ = psscript("doctor", "--json", code=1)
    found = {one["check"]: one for one in json.loads(shown)}
    assert {check: one["level"] for check, one in found.items() if check in ("Redis", "PostgreSQL", "pgvector", "schema")} == {
        "Redis": "fine", "PostgreSQL": "fine", "pgvector": "fine", "schema": "fine"
    }  # fmt: skip
    assert found["bulk worker"] == {
        "check": "bulk worker",
        "level": "wrong",
        "found": "None was seen within the last minute.",
        "remedy": "psscript worker --lane bulk",
    }
    assert found["administrator"]["remedy"].startswith("psscript user create")
    assert found["promises"]["level"] == "fine"
    break_promises(engine)
    shown, _ = psscript("doctor", "--json", code=1)
    broken = {one["check"]: one for one in json.loads(shown) if one["check"].startswith("promises")}
    assert broken["promises: carried"]["found"] == "1 uploads are under way and carried by nobody."
    assert broken["promises: versions"]["found"] == "1 scripts have versions missing."
    assert {one["level"] for one in broken.values()} == {"wrong"}
    _, said = psscript("doctor", "--yes", code=2)
    assert said == "psscript doctor: --yes goes with --repair.\n"
    with transaction(engine) as connection:
        connection.exec_driver_sql("DELETE FROM _yoyo_migration WHERE migration_id LIKE '0014%%'")
    shown, _ = psscript("doctor", code=1)
    assert "-> psscript migrate up" in shown


@pytest.mark.parametrize(
    ("name", "value", "check"), [("DATABASE_URL", "postgresql://x@127.0.0.1:1/x", "PostgreSQL"), ("REDIS_URL", "redis://127.0.0.1:1", "Redis")]
)
def test_the_doctor_goes_on_where_a_server_is_away(psscript: Psscript, monkeypatch: pytest.MonkeyPatch, name: str, value: str, check: str) -> None:
    monkeypatch.setenv(name, value)
    shown, _ = psscript("doctor", "--json", code=1)
    levels = {one["check"]: one["level"] for one in json.loads(shown)}
    assert levels[check] == "wrong"
    assert {"PostgreSQL", "Redis"} <= set(levels)
