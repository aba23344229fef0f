"""What travels: a batch, and the link that a queue carries."""

from dataclasses import dataclass
from typing import Literal, NamedTuple
from uuid import UUID

Lane = Literal["interactive", "bulk"]
INTERACTIVE: Lane = "interactive"  # somebody waits for it
BULK: Lane = "bulk"  # imports; they have processes of their own, so that nobody waits behind them
LANES: tuple[Lane, ...] = (INTERACTIVE, BULK)

FIRST_STAGE = "hash"
DONE = "done"


class Link(NamedTuple):
    """One link of the chain: the stage of a batch that is to run next."""

    batch_id: UUID
    stage: str
    lane: Lane


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch whose stage `stage` runs now as the run `run_id`."""

    id: UUID
    root_id: UUID  # the batch that the client knows
    user_id: int
    is_admin: bool  # whether the user is one
    lane: Lane
    stage: str
    next_stage: str
    deaths: int  # processes that died in this stage
    attempts: int  # transient failures in this stage
    request_id: str | None
    run_id: int
    size: int  # live uploads
