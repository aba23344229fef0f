"""Who looks. Every read takes a viewer, and the SQL function `visible_scripts` alone decides what that viewer sees."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who is signed in, or nobody."""

    user_id: int | None = None  # None: not signed in
    is_admin: bool = False

    @classmethod
    def admin(cls) -> Self:
        """Whoever works on the server itself sees all."""
        return cls(is_admin=True)

    @property
    def scope(self) -> str:
        """What sets this viewer's answers apart from those of others, for keys of the cache."""
        if self.is_admin:
            return "all"
        return "public" if self.user_id is None else f"user-{self.user_id}"

    @property
    def parameters(self) -> dict[str, int | bool | None]:
        """For the queries that ask `visible_scripts(%(viewer)s, %(viewer_is_admin)s)`."""
        return {"viewer": self.user_id, "viewer_is_admin": self.is_admin}
