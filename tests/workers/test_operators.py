"""What a command does is in the audit log as the work of whom the system knows, and where: not as anybody's of the library."""

import os
import pwd
import socket
from pathlib import Path
from typing import Any

import pytest

from db.engine import Engine, open_engine, reading
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library
from tests.pipeline.test_quarantine import in_quarantine
from tests.servers import Cluster
from tests.workers.conftest import Psscript
from workers.operators import operator_here

HERE = {"operator": pwd.getpwuid(os.geteuid()).pw_name, "host": socket.gethostname()}
ENTRIES = "SELECT action, user_id, target, address, detail FROM audit_log ORDER BY id"


def entries(engine: Engine) -> list[tuple[Any, ...]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.exec_driver_sql(ENTRIES)]


@pytest.mark.parametrize(("how", "name"), [("copy", "COPY"), ("pg_dump", "pg_dump")])
def test_a_backup(psscript: Psscript, engine: Engine, tmp_path: Path, how: str, name: str) -> None:
    path = tmp_path / "library.backup"
    psscript("backup", str(path), "--how", how)
    assert entries(engine) == [("library_exported", None, None, None, {"file": str(path), "how": name} | HERE)]


def test_a_backup_that_nobody_would_know_of_is_not_kept(psscript: Psscript, engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_log ADD CHECK (action <> 'library_exported')")
    psscript("backup", str(tmp_path / "library.backup"), code=2)
    assert not list(tmp_path.glob("library*"))


def test_a_restored_library(psscript: Psscript, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was known of the old one is in it, too."""
    path = tmp_path / "library.backup"
    psscript("user", "create", "ann", "--random")
    psscript("backup", str(path), "--how", "copy")
    name = cluster.create(template="template1")
    monkeypatch.setenv("DATABASE_URL", cluster.dsn(name))
    psscript("restore", str(path))
    restored = open_engine(cluster.dsn(name))
    assert entries(restored) == [
        ("user_created", None, "user:1", None, {"role": "user"} | HERE),
        ("library_restored", None, None, None, {"file": str(path), "how": "COPY"} | HERE),
    ]
    restored.dispose()
    cluster.drop(name)


def test_a_script_in_quarantine(psscript: Psscript, library: Library, ann: Viewer, engine: Engine) -> None:
    upload_id = in_quarantine(library, ann)
    psscript("quarantine", "show", str(upload_id), code=0)
    assert entries(engine)[-1] == ("quarantine.read", None, f"upload:{upload_id}", None, HERE)


def test_a_token(psscript: Psscript, engine: Engine) -> None:
    psscript("user", "create", "ann", "--random")
    psscript("token", "create", "--user", "ann", "--name", "build", "--scope", "read")
    assert entries(engine)[-1] == ("token_created", None, "token:1", None, {"user": 1, "scopes": ["read"]} | HERE)


def test_a_user_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000_000)
    assert operator_here().operator == "4000000000"
