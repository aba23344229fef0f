"""Health on the wire."""

from typing import Literal

from pipeline.readiness import Lack
from web.schemas.base import Model


class Alive(Model):
    status: Literal["ok"]


class Ready(Model):
    """`version` is for administrators."""

    status: Literal["ok", "degraded"]
    degraded: list[Lack]
    version: str | None = None
