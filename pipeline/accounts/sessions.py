"""Sign-ins: a short-lived access token that is signed, and a refresh token that is used once and replaced.

A used refresh token that is seen again was stolen, or its answer was lost: either way its whole sign-in ends.
"""

import time
import uuid
from dataclasses import dataclass
from typing import Any

import jwt
from sqlalchemy import Connection, Engine

from db.engine import execute, transaction
from pipeline.accounts.account import Account
from pipeline.accounts.errors import InvalidTokenError
from pipeline.accounts.keys import KeyRing
from pipeline.accounts.tokens import REFRESH, digest, new_secret
from pipeline.audit import record

ISSUER = "psscript"
AGAIN = "This refresh token is not valid: sign in again."
LOCK_SPACE = 7102  # of PostgreSQL's advisory locks: the sign-ins of a user


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Seconds."""

    access: int
    refresh: int


@dataclass(frozen=True, slots=True)
class Session:
    """What a sign-in gives."""

    token: str
    refresh_token: str
    account: Account


def begin(engine: Engine, keys: KeyRing, lifetimes: Lifetimes, account: Account) -> Session:
    """Of somebody whose password was right."""
    keys.signing()  # read before the transaction below takes a connection of its own
    with transaction(engine) as connection:
        return start(connection, keys, lifetimes, account)


def start(connection: Connection, keys: KeyRing, lifetimes: Lifetimes, account: Account, family: uuid.UUID | None = None) -> Session:
    """A new sign-in, or the next pair of tokens of one."""
    family = family or uuid.uuid4()
    refresh = new_secret(REFRESH)
    execute(connection, "sessions.start", token_hash=digest(refresh), family=family, user_id=account.id, lifetime=lifetimes.refresh)
    return Session(_sign(keys, account.id, family, lifetimes.access), refresh, account)


def refresh(engine: Engine, keys: KeyRing, lifetimes: Lifetimes, token: str) -> Session:
    """The next pair. Raises InvalidTokenError; a token used twice also ends its sign-in, once."""
    keys.signing()  # read before the transaction below takes a connection of its own
    with transaction(engine) as connection:
        known = execute(connection, "sessions.find", token_hash=digest(token)).first()
        if known is None:
            raise InvalidTokenError(AGAIN)
        lock(connection, known.user_id)
        if execute(connection, "sessions.use", token_hash=digest(token)).first():
            account = Account.of(execute(connection, "users.get", user_id=known.user_id).one())
            return start(connection, keys, lifetimes, account, known.family)
        if execute(connection, "sessions.revoke", family=known.family).first():
            record(connection, "refresh_token_reused", user_id=known.user_id)
    raise InvalidTokenError(AGAIN)


def lock(connection: Connection, user_id: int) -> None:
    """Until the commit nobody else changes this user's sign-ins."""
    execute(connection, "sessions.lock", space=LOCK_SPACE, user_id=user_id)


def end(engine: Engine, user_id: int, family: uuid.UUID) -> None:
    """Sign out: neither the refresh token nor the access token of this sign-in is valid any more."""
    with transaction(engine) as connection:
        lock(connection, user_id)
        execute(connection, "sessions.revoke", family=family)


def _sign(keys: KeyRing, user_id: int, family: uuid.UUID, lifetime: int) -> str:
    key = keys.signing()
    now = int(time.time())
    claims = {"iss": ISSUER, "sub": str(user_id), "sid": str(family), "iat": now, "exp": now + lifetime, "typ": "access"}
    return jwt.encode(claims, key.secret, algorithm="HS256", headers={"kid": key.id})


def verify(keys: KeyRing, token: str) -> tuple[int, uuid.UUID]:
    """User and sign-in of an access token, whose user may be gone by now. Raises InvalidTokenError."""
    try:
        key = keys.verifying(str(jwt.get_unverified_header(token).get("kid")))
        if key is None:
            raise InvalidTokenError
        claims: dict[str, Any] = jwt.decode(
            token, key.secret, algorithms=["HS256"], issuer=ISSUER, options={"require": ["exp", "iat", "sub", "sid", "typ"]}
        )
        if claims["typ"] != "access":
            raise InvalidTokenError
        return int(claims["sub"]), uuid.UUID(claims["sid"])
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError) as error:
        raise InvalidTokenError from error
