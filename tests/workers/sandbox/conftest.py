"""A stand-in for PowerShell: a shell script that each test writes. What a sandbox keeps from it, it would keep from PowerShell too."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import MEBIBYTE, Settings
from pipeline.executing import Work

Pwsh = Callable[[str], str]


@pytest.fixture
def pwsh() -> Iterator[Pwsh]:
    """Writes one, in a folder that everybody may read."""
    folder = Path(tempfile.mkdtemp(prefix="psscript-pwsh-"))
    folder.chmod(0o755)

    def write(lines: str) -> str:
        path = folder / "pwsh"
        path.write_text(f"#!/bin/sh\n{lines}\n")
        path.chmod(0o755)
        return str(path)

    yield write
    shutil.rmtree(folder)


@pytest.fixture
def runs_here(settings: Settings, pwsh: Pwsh) -> Callable[..., Settings]:
    """Settings under which the stand-in with these lines runs scripts."""

    def make(lines: str, **limits: Any) -> Settings:
        chosen: dict[str, Any] = {"execute_time_limit": 60, "execute_memory_bytes": 256 * MEBIBYTE, **limits}
        return replace(settings, execute_scripts=True, execute_pwsh=pwsh(lines), **chosen)

    return make


def work(content: str = "Get-Date", *arguments: str) -> Work:
    return Work(id=1, script_id=1, name="a.ps1", content=content.encode(), arguments=arguments)
