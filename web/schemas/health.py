"""Health on the wire."""

from typing import Literal

from web.schemas.base import Model


class Alive(Model):
    status: Literal["ok"]
