"""The data flow. A stage is a plain function over a batch; it commits its work together with the batch's step to the next."""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.analyze import analyze
from pipeline.batch import DONE, Run
from pipeline.cache import cache
from pipeline.dedupe import dedupe
from pipeline.embed import embed
from pipeline.hash import hash_contents
from pipeline.insert import insert
from pipeline.room import Room
from pipeline.version import version


class Stage(NamedTuple):
    name: str
    work: Callable[[Run, Room], None]
    long: bool = False  # so that others want to know that it runs


STAGES = (
    Stage("hash", hash_contents),  # what the bytes are
    Stage("dedupe", dedupe),  # what each upload means: something new, a change, or what is there already
    Stage("insert", insert),  # new scripts
    Stage("version", version),  # first and further versions
    Stage("analyze", analyze, long=True),  # what the analyser says of them
    Stage("embed", embed, long=True),  # where they lie among others
    Stage("cache", cache),  # all done: let go of what was received, show what is new
)

NAMES = tuple(stage.name for stage in STAGES)
_BY_NAME = {stage.name: stage for stage in STAGES}
_NEXT = dict(zip(NAMES, (*NAMES[1:], DONE), strict=True))


def stage_named(name: str) -> Stage:
    """Raises KeyError."""
    return _BY_NAME[name]


def next_stage(name: str) -> str:
    """The stage after this one, or `done`."""
    return _NEXT[name]
