"""The pipeline's fixtures serve the workers' tests too; and a command is run as a person does, in this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from tests.pipeline.conftest import ann, bob, library, root
from workers import cli

__all__ = ["ann", "bob", "library", "root"]

Psscript = Callable[..., Any]


@pytest.fixture
def psscript(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Psscript:
    """Runs a command; gives what it printed as JSON, or (exit code, standard output, standard error) where `code` is asked for."""
    monkeypatch.setenv("DATABASE_URL", settings.dsn or "")
    monkeypatch.setenv("REDIS_URL", settings.redis or "")
    monkeypatch.setenv("PSSCRIPT_DATA", str(tmp_path / "data"))

    def run(*arguments: str, code: int | None = None) -> Any:
        capsys.readouterr()
        got = cli.main(arguments if code is not None else [*arguments, "--json"])
        shown = capsys.readouterr()
        assert got == (code or 0), shown.err
        return json.loads(shown.out) if code is None else (shown.out, shown.err)

    return run
