"""One account, without its password's hash: what may be passed around and shown to its owner."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self

Role = Literal["user", "admin"]


@dataclass(frozen=True, slots=True)
class Account:
    id: int
    username: str
    email: str
    role: Role
    last_login_at: datetime | None
    login_attempts: int
    locked_until: datetime | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: Any) -> Self:
        """Of a row with just these columns, in this order."""
        return cls(*row)
