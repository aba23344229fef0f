"""Stage version: the first version of new scripts, the next one of changed scripts."""

from pipeline.batch import Batch
from pipeline.room import Room


def version(batch: Batch, room: Room) -> None:
    with room.advance(batch, may_end=True) as step:
        planned = step.execute("versions.planned", batch_id=batch.id).all()
        changed = [row for row in planned if row.outcome == "changed" and row.script_id is not None and not row.clash]
        # Deleted since, or the same bytes came in another way: dedupe decides anew.
        if overtaken := [row.id for row in planned if row.script_id is None or row.clash]:
            step.execute("uploads.reconsider", ids=overtaken)
            step.split(overtaken, "dedupe")
        if any(row.outcome == "new" for row in planned):
            step.execute("versions.insert_first", batch_id=batch.id)
        if changed:
            ids = [row.id for row in changed]
            step.execute("versions.lock_scripts", script_ids=[row.script_id for row in changed])
            step.execute("scripts.change", ids=ids)
            step.execute("versions.insert_next", ids=ids)
        if any(row.tagged for row in planned):
            step.execute("scripts.add_tags", batch_id=batch.id)
            step.execute("scripts.tag", batch_id=batch.id)
        step.execute("versions.set_on_uploads", batch_id=batch.id)
        step.scripts |= {row.script_id for row in planned if row.script_id is not None}
