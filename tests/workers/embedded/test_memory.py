"""PostgreSQL gets an eighth of the memory that this process may use."""

from pathlib import Path

import psutil
import pytest

from workers.embedded import memory

GIB = 1 << 30


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """One with 16 GiB."""
    total = psutil.virtual_memory()._replace(total=16 * GIB)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: total)


def _group(folder: Path, name: str, limit: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"{limit}\n")


def _allowed(folder: Path, own: str) -> int:
    (folder / "own").write_text(own)
    return memory.allowed(folder / "cgroup", folder / "own")


def test_without_limits_it_is_what_the_machine_has(tmp_path: Path) -> None:
    _group(tmp_path / "cgroup/a.slice", "memory.max", "max")
    assert _allowed(tmp_path, "0::/a.slice\n") == 16 * GIB
    assert memory.allowed(tmp_path / "none", tmp_path / "nowhere") == 16 * GIB


def test_the_least_limit_of_a_group_and_those_above_it_counts(tmp_path: Path) -> None:
    _group(tmp_path / "cgroup/a.slice", "memory.max", str(2 * GIB))
    _group(tmp_path / "cgroup/a.slice/b.service", "memory.max", str(3 * GIB))
    assert _allowed(tmp_path, "0::/a.slice/b.service\n") == 2 * GIB


def test_a_container_sees_its_own_group_as_the_root(tmp_path: Path) -> None:
    _group(tmp_path / "cgroup", "memory.max", str(GIB))
    assert _allowed(tmp_path, "0::/\n") == GIB


def test_groups_of_version_1(tmp_path: Path) -> None:
    _group(tmp_path / "cgroup/memory", "memory.limit_in_bytes", str(4 * GIB))
    _group(tmp_path / "cgroup/cpu", "memory.limit_in_bytes", str(GIB))
    assert _allowed(tmp_path, "5:cpu,cpuacct:/\n4:memory:/docker/of the host\n") == 4 * GIB


def test_a_limit_above_what_the_machine_has_is_none(tmp_path: Path) -> None:
    _group(tmp_path / "cgroup/memory", "memory.limit_in_bytes", "9223372036854771712")  # version 1 says so where there is no limit
    assert _allowed(tmp_path, "4:memory:/\n") == 16 * GIB


@pytest.mark.parametrize(("total", "said"), [(16 * GIB, "2048MB"), (GIB // 2, "128MB"), (1 << 40, "4096MB")])
def test_an_eighth_is_for_pages_of_the_library(total: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "allowed", lambda: total)
    assert memory.shared_buffers() == said
