"""Making, changing and deleting accounts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from db.engine import execute, transaction
from db.errors import AlreadyExistsError
from pipeline.accounts import passwords
from pipeline.accounts.account import Account, Role
from pipeline.accounts.errors import (
    EmailTakenError,
    InvalidCredentialsError,
    InvalidNameError,
    LastAdminError,
    NameTakenError,
    NoSuchUserError,
    OwnsScriptsError,
)
from pipeline.accounts.sessions import lock
from pipeline.audit import record

# No @, so that a user name is never somebody's address; the ends are no punctuation, so that none is lost in a sentence.
USERNAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{1,48})[A-Za-z0-9]", re.ASCII)
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
EMAIL = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*", re.ASCII)
LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True)
class PasswordRule:
    """How long a password is at least."""

    shortest: int

    @classmethod
    def of(cls, *, production: bool) -> "PasswordRule":
        return cls(12 if production else 8)


def create_user(engine: Engine, username: str, email: str, password: str, *, rule: PasswordRule, role: Role = "user") -> Account:
    """Raises InvalidNameError, WeakPasswordError, NameTakenError, EmailTakenError, HashingBusyError."""
    refuse_invalid_names(username, email)
    passwords.refuse_weak(password, rule.shortest, username, email, email.partition("@")[0])
    hashed = passwords.hash_password(password)
    with transaction(engine) as connection:
        return insert_user(connection, username, email, hashed, role)


def insert_user(connection: Connection, username: str, email: str, hashed: str, role: Role) -> Account:
    """Within the caller's transaction, with a password that is hashed already."""
    with _taken():
        row = execute(connection, "users.create", username=username, email=email, password_hash=hashed, role=role).one()
    account = Account.of(row)
    record(connection, "user_created", target=f"user:{account.id}", role=role)
    return account


def refuse_invalid_names(username: str | None, email: str | None) -> None:
    if username is not None and not USERNAME.fullmatch(username):
        raise InvalidNameError("A user name has 3 to 50 letters, digits, dots, dashes and underscores, and begins and ends with a letter or digit.")
    if email is not None and (len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email)):
        raise InvalidNameError("This is not an e-mail address.")


def get_user(engine: Engine, user_id: int) -> Account:
    with transaction(engine) as connection:
        return _get(connection, user_id)


def find_user(engine: Engine, name: str) -> Account:
    """By user name or e-mail address. Raises NoSuchUserError."""
    with transaction(engine) as connection:
        row = execute(connection, "users.find", name=name).first()
    if row is None:
        raise NoSuchUserError(f"There is no user {name!r}.")
    return Account.of(row)


def list_users(engine: Engine, *, after: int = 0, limit: int = 1_000_000, offset: int = 0) -> list[Account]:
    with transaction(engine) as connection:
        return [Account.of(row) for row in execute(connection, "users.list", after=after, limit=limit, offset=offset)]


def count_users(engine: Engine) -> int:
    with transaction(engine) as connection:
        return int(execute(connection, "users.count").scalar_one())


def change_user(engine: Engine, user_id: int, *, username: str | None = None, email: str | None = None, role: Role | None = None) -> Account:
    """What is None stays. Raises NoSuchUserError, NameTakenError, EmailTakenError, LastAdminError."""
    refuse_invalid_names(username, email)
    with transaction(engine) as connection:
        if role == "user":
            _keep_an_admin(connection, user_id)
        with _taken():
            row = execute(connection, "users.change", user_id=user_id, username=username, email=email, role=role).first()
        if row is None:
            raise NoSuchUserError
        if role is not None:
            record(connection, "role_changed", target=f"user:{user_id}", role=role)
        return Account.of(row)


def change_password(engine: Engine, user_id: int, new: str, *, rule: PasswordRule, old: str | None = None) -> None:
    """Ends every sign-in of the user. `old` is checked unless it is None. Raises InvalidCredentialsError, WeakPasswordError, NoSuchUserError."""
    with transaction(engine) as connection:
        account = _get(connection, user_id)
        known = execute(connection, "users.password_hash", user_id=user_id).scalar_one()
    if old is not None:
        with passwords.place():
            if not passwords.matches(old, known):
                raise InvalidCredentialsError("The old password is not right.")
    passwords.refuse_weak(new, rule.shortest, account.username, account.email, account.email.partition("@")[0])
    hashed = passwords.hash_password(new)
    with transaction(engine) as connection:
        lock(connection, user_id)
        execute(connection, "users.set_password", user_id=user_id, password_hash=hashed)
        execute(connection, "sessions.revoke_all", user_id=user_id)
        record(connection, "password_changed", target=f"user:{user_id}")


def unlock_user(engine: Engine, user_id: int) -> None:
    with transaction(engine) as connection:
        _get(connection, user_id)
        execute(connection, "users.unlock", user_id=user_id)
        record(connection, "user_unlocked", target=f"user:{user_id}")


def delete_user(engine: Engine, user_id: int, *, transfer_to: int | None = None, cascade: bool = False) -> list[int]:
    """Returns the scripts that went along or to another owner, whose cached answers are stale now.

    Raises NoSuchUserError, LastAdminError, OwnsScriptsError (the scripts stay until it is said what becomes of them).
    """
    with transaction(engine) as connection:
        _keep_an_admin(connection, user_id)
        _get(connection, user_id)
        touched = [row.id for row in execute(connection, "users.script_ids", user_id=user_id)]
        if transfer_to is not None:
            _transfer(connection, user_id, transfer_to)
        elif touched and not cascade:
            raise OwnsScriptsError(scripts=len(touched))
        execute(connection, "users.delete", user_id=user_id)
        record(connection, "user_deleted", target=f"user:{user_id}", scripts=len(touched))
        return touched


def _transfer(connection: Connection, from_id: int, to_id: int) -> None:
    """A script that the other owns already, byte for byte, is not needed twice."""
    _get(connection, to_id)
    twins = [row.id for row in execute(connection, "users.twins", from_id=from_id, to_id=to_id)]
    execute(connection, "users.drop_scripts", script_ids=twins)
    execute(connection, "users.transfer_scripts", from_id=from_id, to_id=to_id)
    execute(connection, "users.transfer_sources", from_id=from_id, to_id=to_id)


def _keep_an_admin(connection: Connection, leaving: int) -> None:
    admins = [row.id for row in execute(connection, "users.lock_admins")]
    if admins == [leaving]:
        raise LastAdminError


def _get(connection: Connection, user_id: int) -> Account:
    row = execute(connection, "users.get", user_id=user_id).first()
    if row is None:
        raise NoSuchUserError
    return Account.of(row)


@contextmanager
def _taken() -> Iterator[None]:
    try:
        yield
    except AlreadyExistsError as error:
        raise (EmailTakenError if "email" in error.constraint else NameTakenError) from error
