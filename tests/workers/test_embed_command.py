"""`psscript embed`."""

import json
from pathlib import Path

import pytest

from workers import cli


@pytest.fixture
def servers(dsn: str, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"DATABASE_URL": dsn, "REDIS_URL": redis_url, "PSSCRIPT_DATA": str(tmp_path / "data")}.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("servers")
def test_a_model_is_chosen_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["embed", "switch", "minilm", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["model"].startswith("minilm:l6-v2:")
    assert cli.main(["embed", "status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"models": [], "wanted": "minilm", "trouble": None, "indexes": []}
    assert cli.main(["embed", "status"]) == 0
    assert "No script has a vector yet; the first will be of minilm." in capsys.readouterr().out
    assert cli.main(["embed", "index", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"dropped": [], "built": [], "done": True}


@pytest.mark.usefixtures("servers")
@pytest.mark.parametrize(("model", "sentence"), [("nonesuch", "no embedding provider 'nonesuch'"), ("openai", "EMBEDDING_URL")])
def test_a_model_that_cannot_be_used_is_refused(capsys: pytest.CaptureFixture[str], model: str, sentence: str) -> None:
    assert cli.main(["embed", "switch", model]) == 2
    assert sentence in capsys.readouterr().err
