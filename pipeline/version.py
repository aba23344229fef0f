"""Stage version: the first version of new scripts, the next one of changed scripts.

What was overtaken goes back to dedupe, which decides anew: its script was deleted since, or the same bytes came in another way.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pipeline.audit import record
from pipeline.batch import Run
from pipeline.room import Room, Step


def version(run: Run, room: Room) -> None:
    with room.advance(run, may_end=True) as step:
        planned = step.execute("versions.planned", batch_id=run.batch_id).all()
        overtaken = _make(step, [row for row in planned if row.outcome == "new"])
        overtaken += _change(step, [row for row in planned if row.outcome == "changed"])
        if overtaken:
            step.execute("uploads.reconsider", ids=overtaken)
            step.split(overtaken, "dedupe")
        if any(row.tagged for row in planned):
            step.execute("scripts.add_tags", batch_id=run.batch_id)
            step.execute("scripts.tag", batch_id=run.batch_id)


def _make(step: Step, planned: Sequence[Any]) -> list[UUID]:
    """First versions. Returns the uploads that made none, though nobody of their batch did."""
    if not planned:
        return []
    made = step.execute("versions.insert_first", batch_id=step.batch.id).all()
    ended = [row.id for row in made]
    if len(made) < len(planned):
        twins = step.execute("versions.end_twins", batch_id=step.batch.id, made_by=ended).scalars().all()
        step.execute("uploads.drop_contents", batch_id=step.batch.id)
        ended += twins
    step.execute("scripts.set_sources_of", ids=ended)
    step.scripts |= {row.script_id for row in made}
    return [row.id for row in planned if row.id not in set(ended)]


def _change(step: Step, planned: Sequence[Any]) -> list[UUID]:
    """Next versions. Returns the uploads that could not make one."""
    good = [row for row in planned if row.script_id is not None and not row.clash]
    if good:
        ids = [row.id for row in good]
        step.execute("versions.lock_scripts", script_ids=[row.script_id for row in good])
        _note_hidden(step, [row.id for row in good if row.public is False])
        step.execute("scripts.change", ids=ids)
        step.execute("versions.insert_next", ids=ids)
        step.execute("versions.set_on_changed", ids=ids)
        step.scripts |= {row.script_id for row in good}
    return [row.id for row in planned if row not in good]


def _note_hidden(step: Step, upload_ids: Sequence[UUID]) -> None:
    """Scripts that others see no more, because it was said with their new bytes. What is published is noted when it is (pipeline/publishing.py)."""
    if upload_ids:
        for script_id in step.execute("versions.hidden", ids=list(upload_ids)).scalars():
            record(step.connection, "script_hidden", target=f"script:{script_id}")
