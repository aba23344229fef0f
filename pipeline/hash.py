"""Stage hash: what the bytes of each upload are."""

import hashlib
from typing import NamedTuple
from uuid import UUID

from db.engine import execute
from pipeline.batch import Run
from pipeline.room import Room
from pipeline.texts import Text, read_text


class Hashed(NamedTuple):
    upload_id: UUID
    md5: str
    sha256: bytes
    text: Text


def hash_contents(run: Run, room: Room) -> None:
    with room.reading() as connection:
        rows = execute(connection, "uploads.contents", batch_id=run.batch_id).all()
    found = []
    for row in rows:
        with room.spot.on(row.id):
            found.append(look(row.id, bytes(row.content)))
    texts = [each for each in found if not each.text.plain]
    with room.advance(run) as step:
        step.execute(
            "uploads.set_hashes",
            batch_id=run.batch_id,
            ids=[each.upload_id for each in found],
            md5=[each.md5 for each in found],
            sha256=[each.sha256 for each in found],
            encodings=[each.text.encoding for each in found],
        )
        if texts:
            step.execute(
                "uploads.set_texts",
                ids=[each.upload_id for each in texts],
                texts=[each.text.text for each in texts],
                raw_kept=[not each.text.exact for each in texts],
            )


def look(upload_id: UUID, content: bytes) -> Hashed:
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return Hashed(upload_id, md5, hashlib.sha256(content).digest(), read_text(content))
