"""What `psscript web` hands to the server that it becomes."""

from pathlib import Path

from workers.commands.web import _figures


def test_figures_of_an_earlier_start_are_gone(tmp_path: Path) -> None:
    folder = Path(_figures(tmp_path))
    (folder / "counter_1.db").write_bytes(b"old")
    assert Path(_figures(tmp_path)) == folder
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o077 == 0
