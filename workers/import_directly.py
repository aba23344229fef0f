"""Files go straight to the library's database, as one request of one user."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from db.engine import execute, reading
from pipeline.accept import BATCH_BYTES, BATCH_FILES, File, accept
from pipeline.accounts import Account, find_user, list_users
from pipeline.batch import BULK
from pipeline.errors import TransientError
from pipeline.files import LONGEST_PATH, PathTooLongError, RefusedError, check
from pipeline.progress import AT_REST, batch_progress, uploads_of
from pipeline.queues import Queues
from pipeline.state import SEEN_SECONDS
from pipeline.viewer import Viewer
from workers.errors import CannotRunError
from workers.folder import Script, text_of
from workers.imports import Outcome, Sent, state_of
from workers.library import OpenLibrary

log = logging.getLogger(__name__)
T = TypeVar("T")

EVERY = 1_000_000_000
CHECK_WORKERS = 5.0  # seconds between two looks whether anybody works
LOOKS = 8  # a second apart, until nobody is believed to work: a worker that died is started again in the meantime


class Directly:
    """A target of workers.imports."""

    most_files = BATCH_FILES
    most_bytes = BATCH_BYTES

    def __init__(self, library: OpenLibrary, user: Account) -> None:
        self.largest_file = library.settings.max_file_bytes
        self._engine = library.engine
        self._retry = library.settings.retry
        self._queues = Queues(library.settings.redis or "", library.settings.redis_timeout)
        self._caller = Viewer(user.id, user.role == "admin")
        self._root_id: UUID | None = None
        self._checked_at = float("-inf")
        self._ended = 0
        self._next_look = float("-inf")

    def send(self, scripts: Sequence[Script]) -> list[Sent]:
        files = [_checked(script, self.largest_file) for script in scripts]
        good = [file for file in files if isinstance(file, File)]
        ids = iter(self._accept(good))
        return [Sent(text_of(script.path), str(next(ids))) if isinstance(file, File) else file for script, file in zip(scripts, files, strict=True)]

    def _accept(self, files: Sequence[File]) -> Sequence[UUID]:
        """Sent again where it is not known whether they were committed: at worst some are found to be unchanged."""
        if not files:
            return ()
        accepted = self._patiently(lambda: accept(self._engine, self._caller, files, lane=BULK, root_id=self._root_id))
        self._root_id = accepted.root_id
        self._queues.push(accepted.links)
        return accepted.upload_ids

    def progress(self) -> tuple[int, bool]:
        root_id = self._root_id
        if root_id is None:
            return 0, True
        begun = time.monotonic()
        if begun < self._next_look:
            return self._ended, False
        found = self._patiently(lambda: batch_progress(self._engine, self._caller, root_id))
        now = time.monotonic()
        self._ended, self._next_look = found.ended, now + AT_REST * (now - begun)
        return found.ended, found.is_done

    def outcomes(self, sent: Sequence[Sent]) -> Iterator[Outcome]:
        root_id = self._root_id
        if root_id is None:
            return
        uploads = self._patiently(lambda: uploads_of(self._engine, self._caller, root_id, limit=EVERY))
        known = {str(upload.id): upload for upload in uploads}
        for one in sent:
            upload = known[str(one.id)]
            error = {"code": upload.error_code, "message": upload.error_message or ""} if upload.error_code else None
            yield Outcome(one.path, state_of(upload.status, upload.outcome), upload.script_id, upload.version, error)

    def _patiently(self, work: Callable[[], T]) -> T:
        """Again after a pause where the database is away for a moment."""
        for attempt in range(self._retry.connections):
            try:
                return work()
            except TransientError as error:
                log.warning("%s Trying again.", error)
                time.sleep(self._retry.delay * 2**attempt)
        return work()

    def check_workers(self) -> None:
        if time.monotonic() - self._checked_at < CHECK_WORKERS:
            return
        for look in range(LOOKS):
            time.sleep(min(look, 1))
            self._checked_at = time.monotonic()
            with reading(self._engine, self._retry) as connection:
                if execute(connection, "imports.workers", lane=BULK, seconds=SEEN_SECONDS).scalar_one():
                    return
        raise CannotRunError("No worker runs: start `psscript up`, or `psscript worker --lane bulk`. What was accepted is kept and goes on then.")


def _checked(script: Script, largest: int) -> File | Sent:
    path = text_of(script.path)
    try:
        kind = check(script.path.name, script.content, largest)
        if len(path.encode()) > LONGEST_PATH:
            raise PathTooLongError
    except RefusedError as error:
        return Sent(path, None, {"code": error.code, "message": str(error)})
    return File(filename=text_of(script.path).rpartition("/")[2], kind=kind, content=script.content, source_path=path)


def user_of(library: OpenLibrary, name: str | None) -> Account:
    """Whose scripts they will be: the named user, else the only administrator."""
    if name is not None:
        return find_user(library.engine, name)
    admins = [account for account in list_users(library.engine) if account.role == "admin"]
    if len(admins) != 1:
        raise CannotRunError(
            "Say whose scripts these will be with --user NAME." if admins else "Nobody is an administrator: psscript user create NAME --admin."
        )
    return admins[0]
