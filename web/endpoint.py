"""An endpoint says what it takes, who may call it and what it answers; from that it is validated, guarded and documented.

    scripts = Noun("scripts", "/api/scripts")

    @scripts.get("/<id:script_id>", READERS, answers={200: Script})
    def get_script(call: Call, script_id: int) -> Script:

A parameter `query` or `body` of a handler is a model, filled and checked before the handler runs.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, get_type_hints

from flask import Blueprint, Response

from pipeline.accounts import Scope
from web.schemas.base import Model, Request


class Access(Enum):
    """Who may call; what they see then is SQL's to say."""

    ANYONE = "anyone"  # signed in or not
    READERS = "readers"  # the same, unless anonymous reading is off
    SIGNED_IN = "signed in"
    ADMINS = "admins"


ANYONE, READERS, SIGNED_IN, ADMINS = Access.ANYONE, Access.READERS, Access.SIGNED_IN, Access.ADMINS
Rate = Literal["sign_in", "register", "read", "write", "none"]


@dataclass(frozen=True, slots=True)
class Bytes:
    """An answer that is no JSON."""

    content_type: str
    description: str
    others: tuple[str, ...] = ()  # types that it may have instead


@dataclass(frozen=True, slots=True)
class Form:
    """A body that is read by the handler itself, because it is large: only documented here."""

    content_type: str
    schema: Mapping[str, Any]


Answers = Mapping[int, type[Model] | Bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    method: str
    path: str  # a rule of Flask
    access: Access
    scope: Scope  # what a personal token needs
    rate: Rate
    answers: Answers
    handler: Callable[..., Any]
    query: type[Request] | None = None
    body: type[Request] | None = None
    form: Form | None = None
    body_optional: bool = False
    idempotent: Literal["no", "handler", "yes"] = "no"  # takes an Idempotency-Key; `handler`: and sees to it itself, in its own transaction
    tag: str = ""
    refusals: tuple[int, ...] = field(default=())  # statuses beside those that every endpoint may answer

    @property
    def name(self) -> str:
        return self.handler.__name__

    @property
    def summary(self) -> str:
        return inspect.cleandoc(self.handler.__doc__ or "").partition("\n")[0]

    @property
    def changes(self) -> bool:
        return self.method not in ("GET", "HEAD")


Handler = Callable[..., Any]


class Noun:
    """A blueprint whose routes are endpoints."""

    def __init__(self, name: str, prefix: str, *, tag: str = "") -> None:
        self.name = name
        self.tag = tag or name  # what the documentation calls it
        self.prefix = prefix
        self.endpoints: list[Endpoint] = []

    def get(self, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        return self._add("GET", path, access, **more)

    def post(self, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        return self._add("POST", path, access, **more)

    def put(self, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        return self._add("PUT", path, access, **more)

    def delete(self, path: str, access: Access, **more: Any) -> Callable[[Handler], Handler]:
        return self._add("DELETE", path, access, **more)

    def _add(self, method: str, path: str, access: Access, *, answers: Answers, **more: Any) -> Callable[[Handler], Handler]:
        reads = method == "GET"
        scope: Scope = "admin" if access is ADMINS else "read" if reads else "write"
        chosen = {"scope": scope, "rate": "read" if reads else "write", "tag": self.tag, **more}

        def add(handler: Handler) -> Handler:
            hints = get_type_hints(handler)
            self.endpoints.append(
                Endpoint(
                    method=method,
                    path=self.prefix + path,
                    access=access,
                    answers=answers,
                    handler=handler,
                    query=hints.get("query"),
                    body=hints.get("body"),
                    **chosen,
                )
            )
            return handler

        return add

    def blueprint(self, view_of: Callable[[Endpoint], Callable[..., Response]]) -> Blueprint:
        blueprint = Blueprint(self.name, __name__)
        for endpoint in self.endpoints:
            blueprint.add_url_rule(endpoint.path, endpoint.name, view_of(endpoint), methods=[endpoint.method])
        return blueprint
