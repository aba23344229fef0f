"""Making an account for oneself, where that is allowed: to all, or to those who were invited."""

from ipaddress import ip_address
from typing import Literal

from db.engine import Connection, Engine, execute, transaction
from pipeline.accounts import passwords
from pipeline.accounts.account import Account
from pipeline.accounts.errors import InvalidInvitationError, RegistrationClosedError
from pipeline.accounts.tokens import digest, new_secret
from pipeline.accounts.users import PasswordRule, insert_user, refuse_invalid_names
from pipeline.audit import record

INVITATION = "psi_"
LIFETIME = 7 * 24 * 3600  # seconds


def register(
    engine: Engine,
    username: str,
    email: str,
    password: str,
    *,
    mode: Literal["closed", "invite", "open"],
    listens_on: str,
    invitation: str | None,
    rule: PasswordRule,
) -> Account:
    """Raises RegistrationClosedError, InvalidInvitationError, and what `create_user` raises."""
    if mode == "closed" or (mode == "open" and not loopback(listens_on)):
        raise RegistrationClosedError
    if mode == "invite" and not invitation:
        raise InvalidInvitationError
    refuse_invalid_names(username, email)
    passwords.refuse_weak(password, rule.shortest, username, email, email.partition("@")[0])
    hashed = passwords.hash_password(password)
    with transaction(engine) as connection:
        if mode == "invite":
            _use(connection, invitation or "", email)
        return insert_user(connection, username, email, hashed, "user")


def invite(engine: Engine, invited_by: int, email: str | None) -> str:
    """A code for one registration within a week."""
    refuse_invalid_names(None, email)
    code = new_secret(INVITATION)
    with transaction(engine) as connection:
        execute(connection, "invitations.create", code_hash=digest(code), email=email, invited_by=invited_by, lifetime=LIFETIME)
        record(connection, "user_invited", email=email)
    return code


def loopback(address: str) -> bool:
    """Whether only this machine reaches a server that listens there."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _use(connection: Connection, invitation: str, email: str) -> None:
    if execute(connection, "invitations.use", code_hash=digest(invitation), email=email).first() is None:
        raise InvalidInvitationError
