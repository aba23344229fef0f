"""Accounts, sign-ins and tokens on the wire."""

import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field

from pipeline.accounts import Role, Scope
from pipeline.accounts.users import EMAIL, USERNAME
from web.schemas.base import FlagText, IdText, Json, Model, Moment, Page, PageNumber, PageSize, Request, Text, Utc

LONGEST_SETTINGS = 16 * 1024
# What these are made of is checked where accounts are made; the contract says it, too.
Username = Annotated[Text, Field(min_length=3, max_length=50, json_schema_extra={"pattern": rf"^{USERNAME.pattern}$"})]
Email = Annotated[Text, Field(min_length=3, max_length=254, json_schema_extra={"pattern": rf"^{EMAIL.pattern}$"})]
Password = Annotated[str, Field(min_length=1, max_length=1000)]


class User(Model):
    id: int
    username: str
    email: str
    role: Role
    last_login_at: Utc | None
    created_at: Utc
    updated_at: Utc


class UserAnswer(Model):
    user: User


class SignIn(Request):
    """`email` may also be a user name; either `email` or `username`."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["email"]}, {"required": ["username"]}]})

    email: Annotated[Text, Field(min_length=1, max_length=255)] = ""
    username: Annotated[Text, Field(min_length=1, max_length=255)] = ""
    password: Password


class Registration(Request):
    username: Username
    email: Email
    password: Password
    invitation: Annotated[Text, Field(max_length=255)] | None = None


class SessionAnswer(Model):
    """`token` is sent as `Authorization: Bearer`; `refreshToken` gives the next pair, once."""

    token: str
    refresh_token: str
    user: User


class Refresh(Request):
    refresh_token: Annotated[Text, Field(min_length=1, max_length=255)]


class OwnAccount(Request):
    """What stays out stays as it is. Another password needs the old one."""

    username: Username = ""
    email: Email = ""
    password: Password = ""
    current_password: Password | None = None


class ManagedUser(User):
    """What administrators see of an account."""

    login_attempts: int
    locked_until: Utc | None


class UserList(Page):
    users: list[ManagedUser]


class UserPaging(Request):
    limit: PageSize = 20
    cursor: IdText | None = None
    page: PageNumber | None = None


class NewUser(Request):
    username: Username
    email: Email
    password: Password
    role: Role = "user"


class UserChange(Request):
    """What stays out stays as it is. `locked`: false lifts a lock."""

    username: Username = ""
    email: Email = ""
    role: Role = "user"
    locked: Literal[False] = False


class DeleteUserQuery(Request):
    """What becomes of the scripts: `transferTo` another user, or with `cascade` they are deleted along."""

    transfer_to: IdText | None = None
    cascade: FlagText = False


class ResetPassword(Request):
    """`currentPassword` for one's own account."""

    password: Password
    current_password: Password | None = None


def _small(settings: dict[str, Any]) -> dict[str, Any]:
    if len(json.dumps(settings)) > LONGEST_SETTINGS:
        raise ValueError(f"at most {LONGEST_SETTINGS} characters are kept")
    return settings


class UserSettings(Request):
    """Whatever a frontend wants to remember, up to 16 KB of JSON."""

    settings: Annotated[dict[str, Json], AfterValidator(_small)]


class Invite(Request):
    """`email`: only somebody with this address may use it."""

    email: Email | None = None


class Invitation(Model):
    """For one registration within a week; shown this once."""

    invitation: str


class NewToken(Request):
    name: Annotated[Text, Field(min_length=1, max_length=255)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=3)] = Field(default=["read", "write"])
    expires_at: Moment | None = None


class Token(Model):
    id: int
    name: str
    scopes: list[Scope]
    expires_at: Utc | None
    last_used_at: Utc | None
    created_at: Utc


class CreatedToken(Token):
    """`token` is shown this once."""

    token: str


class Tokens(Page):
    tokens: list[Token]
