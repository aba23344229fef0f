"""Accounts, sign-ins and tokens on the wire."""

from typing import Annotated

from pydantic import Field

from pipeline.accounts import Role, Scope
from web.schemas.base import Model, Moment, Request, Text, Utc

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

    email: Annotated[Text, Field(min_length=1, max_length=255)] | None = None
    username: Annotated[Text, Field(min_length=1, max_length=255)] | None = None
    password: Password


class Registration(Request):
    username: Annotated[Text, Field(min_length=3, max_length=50)]
    email: Annotated[Text, Field(min_length=3, max_length=254)]
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

    username: Annotated[Text, Field(min_length=3, max_length=50)] | None = None
    email: Annotated[Text, Field(min_length=3, max_length=254)] | None = None
    password: Password | None = None
    current_password: Password | None = None


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


class Tokens(Model):
    tokens: list[Token]
