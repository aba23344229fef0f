"""Name and password in, account out; five failures lock a name for thirty minutes, whether somebody has it or not."""

import hashlib
from typing import Any

from sqlalchemy import Engine

from db.engine import execute, transaction
from pipeline.accounts import passwords
from pipeline.accounts.account import Account
from pipeline.accounts.errors import AccountLockedError, InvalidCredentialsError
from pipeline.audit import record

FAILURES = 5
LOCK = 30 * 60  # seconds


def check_password(engine: Engine, name: str, password: str) -> Account:
    """The account of these. `name` is an e-mail address or a user name. Raises InvalidCredentialsError, AccountLockedError, HashingBusyError.

    The try is counted before the password is looked at, so that of many at the same time no more than five are looked at.
    """
    with passwords.place():
        tried = _count(engine, name)
        right = passwords.matches(password, tried.password_hash)
    with transaction(engine) as connection:
        if right:
            account = Account.of(execute(connection, "sign_in.succeed", user_id=tried.id).one())
            record(connection, "signed_in", user_id=account.id)
            return account
        record(connection, "sign_in_failed", user_id=tried.id)
    raise InvalidCredentialsError


def _count(engine: Engine, name: str) -> Any:
    """Number and password hash, both None for a name that nobody has."""
    names = {"name": name, "name_hash": hashlib.sha256(name.lower().encode()).digest()}
    with transaction(engine) as connection:
        if tried := execute(connection, "sign_in.attempt", **names, failures=FAILURES, lock=LOCK).first():
            return tried
        remaining = int(execute(connection, "sign_in.remaining", **names).scalar_one())
        record(connection, "sign_in_locked")
    raise AccountLockedError(lockoutRemaining=remaining)
