"""What travels: a batch, and the link that a queue carries."""

import time
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from uuid import UUID

Lane = Literal["interactive", "bulk"]
INTERACTIVE: Lane = "interactive"  # somebody waits for it
BULK: Lane = "bulk"  # imports; they have processes of their own, so that nobody waits behind them
LANES: tuple[Lane, ...] = (INTERACTIVE, BULK)
SANDBOX: Literal["sandbox"] = "sandbox"  # no batches: runs of scripts, where these are allowed
Post = Lane | Literal["sandbox"]  # what a worker takes jobs from

FIRST_STAGE = "hash"
DONE = "done"


class Link(NamedTuple):
    """One link of the chain: the stage of a batch that is to run next."""

    batch_id: UUID
    stage: str
    lane: Lane


@dataclass(frozen=True, slots=True)
class Run:
    """One try at a stage of a batch."""

    batch_id: UUID
    stage: str
    next_stage: str
    id: int | None = None  # in stage_runs, for a stage that takes long enough for others to want to know of it
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self.began


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that a transaction holds."""

    id: UUID
    user_id: int
    is_admin: bool  # whether the user is one
    lane: Lane
    request_id: str | None
    deaths: int  # processes that died in this stage
    attempts: int  # transient failures in this stage
    size: int  # live uploads
