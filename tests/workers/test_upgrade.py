"""A data folder that an earlier release wrote is started with this one: nothing is missing, and what was under way goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import requests

from db import migrate
from pipeline.accounts import passwords
from tests.workers.test_up import Running, until
from workers.embedded.folder import DataFolder
from workers.embedded.postgres import Postgres

PASSWORD = "a horse, a battery and a staple"
OLD = "# what there was\nGet-Process | Stop-Process\n"
NEW = "# what there is: äöü\r\nInvoke-Expression $args[0]\n"
WAITING = "Get-Date # still waiting\n"
USER = "INSERT INTO users (username, email, password_hash, role) VALUES ('ann', 'ann@example.org', %s, 'admin')"

# As the first system wrote it: no hashes, and the current version not always among the versions.
FIRST = [
    ("INSERT INTO scripts (title, content, user_id, category_id, version, is_public) VALUES ('Stops all', %s, 1, 1, 2, true)", NEW),
    ("INSERT INTO script_versions (script_id, content, version, user_id, commit_message) VALUES (1, %s, 1, 1, 'first')", OLD),
    ("INSERT INTO script_analysis (script_id, purpose, security_score, analysis_version) VALUES (1, %s, 50, '1.0')", "what was said then"),
    ("INSERT INTO tags (name) VALUES (%s)", "kept"),
    ("INSERT INTO script_tags (script_id, tag_id) SELECT 1, id FROM tags WHERE name = %s", "kept"),
    ("INSERT INTO execution_logs (script_id, user_id, status, error_message) VALUES (1, 1, 'failure', %s)", "it did not run"),
]
# As this system wrote it before scripts were found by terms, with an upload that nobody had begun.
LATER = [
    ("INSERT INTO scripts (title, description, content, user_id, category_id, version, is_public, file_hash, sha256, size) "
     "SELECT 'Stops all', 'it does', text, 1, 1, 2, true, md5(text), sha256(convert_to(text, 'UTF8')), octet_length(text) "
     "FROM (SELECT %s::text AS text) AS given", NEW),
    *(("INSERT INTO script_versions (script_id, content, version, user_id, commit_message, sha256, size) "
       f"SELECT 1, text, {number}, 1, 'first', sha256(convert_to(text, 'UTF8')), octet_length(text) FROM (SELECT %s::text AS text) AS given", text)
      for number, text in ((1, OLD), (2, NEW))),
    *FIRST[2:],
    ("WITH request AS (INSERT INTO batches (id, root_id, user_id, stage) SELECT id, id, 1, 'hash' FROM (SELECT gen_random_uuid() AS id) AS chosen "
     "RETURNING id), upload AS (INSERT INTO uploads (id, batch_id, root_batch_id, user_id, filename, kind, size) "
     "SELECT gen_random_uuid(), id, id, 1, 'waiting.ps1', 'ps1', 25 FROM request RETURNING id) "
     "INSERT INTO upload_contents (upload_id, content) SELECT id, convert_to(%s, 'UTF8') FROM upload", WAITING),
]  # fmt: skip


@dataclass(frozen=True)
class Release:
    """Its last migration, what it had written, and how many scripts there are in the end."""

    last: str
    rows: list[tuple[str, str]]
    scripts: int


RELEASES = {"the first system": Release("0009", FIRST, 1), "before terms": Release("0026", LATER, 2)}


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> Release:
    return RELEASES[request.param]


@pytest.fixture
def library(tmp_path: Path, release: Release) -> Iterator[Running]:
    write(tmp_path / "library", release, tmp_path / "migrations")
    one = Running(tmp_path / "library")
    yield one
    if not one.has_ended():
        assert one.stop() == 0


def write(path: Path, release: Release, migrations: Path) -> None:
    migrations.mkdir()
    for each in migrate.FOLDER.glob("*.sql"):
        if each.name[:4] <= release.last:
            shutil.copy(each, migrations)
    folder = DataFolder(path)
    folder.make()
    postgres = Postgres(folder, die_with_parent=True)
    postgres.start()
    try:
        migrate.up(postgres.dsn, migrations)
        with psycopg.connect(postgres.dsn, autocommit=True) as connection:
            connection.execute(USER, (passwords.hash_password(PASSWORD),))
            for statement, value in release.rows:
                connection.execute(statement.encode(), (value,))
    finally:
        postgres.stop()


@pytest.mark.timeout(600)
def test_a_folder_of_an_earlier_release(library: Running, release: Release) -> None:
    library.start()
    said = library.said.read_text()
    assert "The schema is that of an older release" in said
    assert "Applied " in said
    assert "Account admin" not in said  # there is somebody already
    (backup,) = (library.data / "backups").iterdir()
    assert backup.stat().st_mode & 0o077 == 0
    with psycopg.connect(library.json("db")["dsn"]) as connection:
        ((action, detail),) = connection.execute("SELECT action, detail FROM audit_log").fetchall()
    assert (action, detail["file"]) == ("library_exported", str(backup))

    until(lambda: library.json("status")["unfinished"] == [])
    state = library.json("status")
    assert state["totals"] | {"embeddings": 0, "analyses": 0} == {
        "scripts": release.scripts, "versions": release.scripts + 1, "analyses": 0, "embeddings": 0, "quarantined": 0, "admins": 1
    }  # fmt: skip
    assert set(state["uploads"]) <= {"completed"}
    everything_is_there(library)
    assert library.stop() == 0
    library.start()
    assert "older release" not in library.said.read_text()


def everything_is_there(library: Running) -> None:
    with requests.Session() as session:
        token = session.post(f"{library.url}/api/auth/login", json={"email": "ann", "password": PASSWORD}, timeout=30).json()["token"]
        session.headers["Authorization"] = f"Bearer {token}"

        def get(path: str) -> requests.Response:
            answer = session.get(f"{library.url}/api/scripts{path}", timeout=30)
            assert answer.status_code == 200, (path, answer.text)
            return answer

        assert get("/1/download").content == NEW.encode()
        assert get("/1/versions/1/download").content == OLD.encode()
        script = get("/1").json()
        assert (script["title"], script["version"], script["isPublic"], script["tags"][0]["name"]) == ("Stops all", 2, True, "kept")
        assert [each["version"] for each in get("/1/versions").json()["versions"]] == [2, 1]
        assert get("/1/execution-history").json()["total"] == 1
        assert get("?q=stops").json()["total"] == 1
        # The same bytes are known to be the same.
        files = {"files": ("again.ps1", NEW.encode())}
        answer = session.post(f"{library.url}/api/scripts/upload/async", files=files, timeout=30)
        upload = answer.json()["uploads"][0]["uploadId"]
        until(lambda: get(f"/upload/status/{upload}").json()["status"] in ("completed", "duplicate", "failed"))
        assert get(f"/upload/status/{upload}").json()["duplicateOf"] == 1


def test_scripts_of_equal_content_are_named_and_nothing_is_changed(empty_dsn: str, tmp_path: Path) -> None:
    for each in migrate.FOLDER.glob("*.sql"):
        if each.name[:4] <= "0009":
            shutil.copy(each, tmp_path)
    migrate.up(empty_dsn, tmp_path)
    with psycopg.connect(empty_dsn, autocommit=True) as connection:
        connection.execute(USER, ("x",))
        for title in ("a", "b"):
            connection.execute("INSERT INTO scripts (title, content, user_id) VALUES (%s, 'same', 1)", (title,))
        with pytest.raises(migrate.MigrationError, match=r"equal content; delete all but one of each of these, then try again: 1, 2"):
            migrate.up(empty_dsn)
        connection.execute("DELETE FROM scripts WHERE id = 2")
        assert migrate.up(empty_dsn)[0].startswith("0010")
