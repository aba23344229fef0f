"""`psscript bench search` measures what it says, in a small library."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from tests.web.conftest import Person, Store
from tests.web.test_near import OTHER, SLOWER, STOP
from workers.cli import main


@pytest.fixture
def here(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data" / "log").mkdir(parents=True)
    monkeypatch.setenv("DATABASE_URL", settings.dsn or "")
    monkeypatch.setenv("REDIS_URL", settings.redis or "")
    monkeypatch.setenv("PSSCRIPT_DATA", str(tmp_path / "data"))


@pytest.mark.usefixtures("here")
def test_a_small_library_is_searched_exactly(ada: Person, root: Person, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    for number, text in enumerate((STOP, SLOWER, OTHER)):
        store(ada, text, f"{number}.ps1")
    assert root.account
    assert main(["bench", "search", "--queries", "3", "--recall", "3", "--http", "--user", root.account.username, "--json"]) == 0
    series: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert [each["way"] for each in series] == ["service"] * 3 + ["HTTP"] * 3
    assert [each["share"] == 1 for each in series] == [True, False, False] * 2
    for each in series:
        assert (each["scripts"], each["queries"], each["missing"]) == (3, 3, None)
        assert each["engine"].startswith("words + hashed")
        assert 0 < each["p50"] <= each["p95"]
        assert each["found"] >= (1 if each["filter"] is None else 0)
        assert each["recall"] == (1 if each["way"] == "service" else None)


@pytest.mark.usefixtures("here", "engine")
def test_an_empty_library_is_said_to_be_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "search"]) == 2
    assert "There is no script in this library" in capsys.readouterr().err
