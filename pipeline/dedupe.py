"""Stage dedupe: what each upload means. Decided here alone, for one owner's scripts one batch at a time.

Insert and version carry out what was decided; what a constraint does not let them do comes back here. Rules in docs/pipeline.md.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from pipeline.batch import Run
from pipeline.meaning import Candidate, Meanings, decide
from pipeline.room import WAIT_SECONDS, Room, Step

LOCK_SPACE = 7101  # of PostgreSQL's advisory locks: the scripts of an owner
GONE = ("script_gone", "The script that this file was meant for has been deleted.")


def dedupe(run: Run, room: Room) -> None:
    with room.advance(run, may_end=True) as step:
        step.execute("uploads.lock_owners", batch_id=run.batch_id, space=LOCK_SPACE)
        meanings = decide(_candidates(step))
        _end_equal(step, meanings)
        step.fail((upload_id, *GONE) for upload_id in meanings.gone)
        if decided := meanings.decided:
            step.execute(
                "uploads.decide",
                ids=[each.upload_id for each in decided],
                outcomes=[each.outcome for each in decided],
                scripts=[each.script_id for each in decided],
            )
        step.split(list(meanings.waiting), run.stage, seconds=WAIT_SECONDS, waits_for=list(meanings.waiting.values()))


def _candidates(step: Step) -> list[Candidate]:
    """With whom to wait for. What is carried out between two looks no longer blocks, but was not seen yet; and who waits for it to end does not
    see what it left. So where anything is under way, two looks in a row must agree.
    """
    moving = step.execute("uploads.decisions_pending", batch_id=step.batch.id).scalar_one()
    found = _look_with_blockers(step)
    while moving and (again := _look_with_blockers(step)) != found:
        found = again
    return found


def _look_with_blockers(step: Step) -> list[Candidate]:
    found = _look(step)
    blockers = _blockers(step, found) if found else {}
    return [each._replace(blocker=blockers.get(each.upload_id)) for each in found]


def _look(step: Step) -> list[Candidate]:
    rows = step.execute("uploads.undecided", batch_id=step.batch.id, is_admin=step.batch.is_admin).all()
    return [Candidate(*tuple(row)) for row in rows]


def _blockers(step: Step, candidates: Sequence[Candidate]) -> dict[UUID, UUID]:
    """For each upload that must wait for one of another batch, the last of those."""
    batch = step.batch
    rows: list[tuple[UUID, UUID, int]] = []
    if any(each.source_path for each in candidates):
        rows += _triples(step.execute("uploads.blocking_paths", batch_id=batch.id))
    if related := [(each.upload_id, script_id, each.seq) for each in candidates for script_id in each.related]:
        ids, scripts, seqs = (list(column) for column in zip(*related, strict=True))
        rows += _triples(step.execute("uploads.blocking_scripts", batch_id=batch.id, ids=ids, scripts=scripts, seqs=seqs))
    if fresh := [(each.upload_id, each.sha256, each.seq) for each in candidates if each.own is None]:
        ids, hashes, seqs = (list(column) for column in zip(*fresh, strict=True))
        same = {"batch_id": batch.id, "user_id": batch.user_id, "ids": ids, "sha256": hashes, "seqs": seqs}
        rows += _triples(step.execute("uploads.blocking_bytes", **same))
        unread = step.execute("uploads.blocking_unread", user_id=batch.user_id, lane=batch.lane, seq=max(seqs)).first()
        rows += [(upload_id, unread.id, unread.seq) for upload_id, _, seq in fresh if unread and unread.seq < seq]
    return {upload_id: other for upload_id, other, _ in sorted(rows, key=lambda row: row[2])}


def _triples(rows: Iterable[Any]) -> list[tuple[UUID, UUID, int]]:
    return [(row.id, row.other, row.seq) for row in rows]


def _end_equal(step: Step, meanings: Meanings) -> None:
    if equal := meanings.equal:
        step.execute(
            "uploads.end_equal",
            ids=[each.upload_id for each in equal],
            outcomes=[each.outcome for each in equal],
            scripts=[each.script_id for each in equal],
            versions=[each.version for each in equal],
        )
        step.execute("uploads.drop_contents", batch_id=step.batch.id)
    if meanings.paths:
        paths, scripts = list(meanings.paths), list(meanings.paths.values())
        step.execute("scripts.set_sources", user_id=step.batch.user_id, paths=paths, scripts=scripts)
