"""Who calls: a token becomes a caller, as long as its user and its sign-in live."""

import uuid
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine

from db.engine import execute, reading
from pipeline.accounts import sessions
from pipeline.accounts.errors import InvalidTokenError
from pipeline.accounts.keys import KeyRing
from pipeline.accounts.tokens import PERSONAL, Scope, digest
from pipeline.viewer import Viewer

EVERYTHING: frozenset[Scope] = frozenset(("read", "write", "admin"))


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody, or nobody, and what their token lets them do."""

    user_id: int | None = None
    username: str | None = None
    role: str | None = None
    scopes: frozenset[Scope] = frozenset(("read",))
    kind: Literal["nobody", "access", "personal"] = "nobody"
    session: uuid.UUID | None = None  # of an access token: the sign-in that it came from

    @property
    def is_admin(self) -> bool:
        """An administrator's token without the scope `admin` is an ordinary user's."""
        return self.role == "admin" and "admin" in self.scopes

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.user_id, self.is_admin)

    @property
    def id(self) -> int:
        """Of a caller who is known to be signed in."""
        if self.user_id is None:
            raise InvalidTokenError
        return self.user_id


NOBODY = Caller()


def caller_of(engine: Engine, keys: KeyRing, token: str) -> Caller:
    """Raises InvalidTokenError."""
    return _personal(engine, token) if token.startswith(PERSONAL) else _signed(engine, keys, token)


def _personal(engine: Engine, token: str) -> Caller:
    with reading(engine) as connection:
        row = execute(connection, "personal_tokens.caller", token_hash=digest(token)).first()
        if row is None:
            raise InvalidTokenError
        if row.idle:
            execute(connection, "personal_tokens.note_use", token_id=row.token_id)
    return Caller(row.id, row.username, row.role, frozenset(row.scopes), "personal")


def _signed(engine: Engine, keys: KeyRing, token: str) -> Caller:
    user_id, family = sessions.verify(keys, token)
    with reading(engine) as connection:
        row = execute(connection, "sessions.caller", user_id=user_id, family=family).first()
    if row is None:
        raise InvalidTokenError
    return Caller(row.id, row.username, row.role, EVERYTHING, "access", family)
