"""Stage insert: new scripts. The constraint on (owner, SHA-256) decides which of equal uploads makes one."""

from pipeline.batch import Batch
from pipeline.room import Room


def insert(batch: Batch, room: Room) -> None:
    with room.advance(batch, may_end=True) as step:
        made = step.execute("scripts.insert", batch_id=batch.id).all()
        made_by = [row.id for row in made]
        losers = step.execute("scripts.losers", batch_id=batch.id).scalars().all()
        twins = step.execute("scripts.end_twins", batch_id=batch.id, made_by=made_by).scalars().all() if made and losers else []
        step.execute("scripts.set_sources_of", ids=[*made_by, *twins])
        if twins:
            step.execute("uploads.drop_contents", batch_id=batch.id)
        if beaten := [upload_id for upload_id in losers if upload_id not in set(twins)]:
            step.execute("uploads.reconsider", ids=beaten)
            step.split(beaten, "dedupe")
        step.scripts |= {row.script_id for row in made}
