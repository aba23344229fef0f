"""Personal tokens, for scripts and CI: 256 random bits that are shown once and kept as their SHA-256."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self

from sqlalchemy import Engine

from db.engine import execute, transaction
from pipeline.accounts.errors import NoSuchTokenError
from pipeline.audit import record

Scope = Literal["read", "write", "admin"]
DEFAULT_SCOPES: tuple[Scope, ...] = ("read", "write")
PERSONAL = "pss_"  # what a personal token begins with, so that tools which look for leaked secrets know it
REFRESH = "psr_"


@dataclass(frozen=True, slots=True)
class PersonalToken:
    id: int
    user_id: int
    name: str
    scopes: list[Scope]
    expires_at: datetime | None
    last_used_at: datetime | None  # to the minute
    revoked_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, row: Any) -> Self:
        return cls(*row)


def new_secret(prefix: str) -> str:
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is kept of a token. It has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


def create_token(
    engine: Engine, user_id: int, name: str, scopes: Sequence[Scope] = DEFAULT_SCOPES, expires_at: datetime | None = None
) -> tuple[str, PersonalToken]:
    """The token itself, which nothing can show a second time, and what is known of it. `expires_at` is UTC without a zone."""
    secret, scopes = new_secret(PERSONAL), sorted(set(scopes))
    with transaction(engine) as connection:
        kept = execute(
            connection, "personal_tokens.create", user_id=user_id, name=name, token_hash=digest(secret), scopes=scopes, expires_at=expires_at
        )
        token = PersonalToken.of(kept.one())
        record(connection, "token_created", target=f"token:{token.id}", user=user_id, scopes=scopes)
    return secret, token


def list_tokens(engine: Engine, user_id: int) -> list[PersonalToken]:
    with transaction(engine) as connection:
        return [PersonalToken.of(row) for row in execute(connection, "personal_tokens.list", user_id=user_id)]


def revoke_token(engine: Engine, user_id: int, token_id: int) -> None:
    """Raises NoSuchTokenError, also for a token of somebody else."""
    with transaction(engine) as connection:
        if not execute(connection, "personal_tokens.revoke", user_id=user_id, token_id=token_id).first():
            raise NoSuchTokenError
        record(connection, "token_revoked", target=f"token:{token_id}")
