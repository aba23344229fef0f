"""One request on its way through a handler, and what a handler may give back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.engine import Engine
from pipeline.accounts.callers import Caller
from pipeline.config import Settings
from pipeline.viewer import Viewer
from web.stores import Stores


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks, and what there is to answer with."""

    caller: Caller
    stores: Stores
    request_id: str
    address: str | None

    @property
    def engine(self) -> Engine:
        return self.stores.engine

    @property
    def settings(self) -> Settings:
        return self.stores.settings

    @property
    def viewer(self) -> Viewer:
        return self.caller.viewer


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a model alone, with status 200, does not say all."""

    body: Any = None  # a model, JSON as bytes, bytes of `content_type`, or nothing
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = None
