"""Stage cache: all is done. What was received is let go of; what is cached of the scripts is out of date (Room.follow drops it)."""

from pipeline.batch import Run
from pipeline.room import Room

GONE = ("script_gone", "The script was deleted before all was known of it.")


def cache(run: Run, room: Room) -> None:
    with room.advance(run) as step:
        step.fail((upload_id, *GONE) for upload_id in step.execute("uploads.without_script", batch_id=run.batch_id).scalars().all())
        step.scripts |= set(step.execute("uploads.complete", batch_id=run.batch_id).scalars())
        step.execute("uploads.drop_contents", batch_id=run.batch_id)
