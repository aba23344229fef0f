"""Disaster 10: a release in mid-import. New processes start while old ones run; the schema goes down and up with data in place."""

from db import migrate
from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.sheets import hand_in
from tests.disasters.stand import Stand, sending

STAGED = ("web", "sweeper", "worker-interactive", "worker-bulk-1")


def test_new_processes_beside_old_ones(stand: Stand, tell: Tell, undisturbed: dict[str, list[str]]) -> None:
    stand.stop_programs()
    stand.start(*STAGED)
    old = stand.supervisors[0]
    ann = stand.person("ann")
    with sending(stand, lambda: hand_in(ann)):
        stand.until(lambda: len(stand.told.accepted) > 10, "uploads")
        stand.start(*STAGED)
        stand.wait(1)
        stand.supervisors.remove(old)
        old.stop()
    seconds = stand.end()
    assert_same(snapshot(stand), undisturbed)
    assert stand.value("SELECT coalesce(max(deaths), 0) FROM batches") == 0
    tell(stand, "10 release", "new processes beside old ones, then the old ones ended", seconds)


def test_the_schema_down_and_up_with_data(stand: Stand, tell: Tell, undisturbed: dict[str, list[str]]) -> None:
    stand.start_all()
    ann = stand.person("ann")
    with sending(stand, lambda: hand_in(ann)):
        stand.until(lambda: len(stand.told.accepted) > 10, "uploads")
        (name,) = migrate.down(stand.postgres.dsn)
        stand.wait(1)
        assert migrate.up(stand.postgres.dsn) == [name]
    seconds = stand.end()
    assert_same(snapshot(stand), undisturbed)
    tell(stand, "10 release", f"{name} taken back and applied in mid-import", seconds)
