"""How a command finds the library it works on: by --data, by the variables that name servers, or the default folder of this user."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from db.engine import open_engine
from pipeline.audit import origin
from pipeline.config import Settings
from workers.embedded.servers import attach, opened
from workers.operators import operator_here


@dataclass(frozen=True, slots=True)
class OpenLibrary:
    """`settings` name the servers, whoever runs them."""

    settings: Settings
    engine: Engine


def settings_of(args: argparse.Namespace, **chosen: object) -> Settings:
    return Settings.from_environment(os.environ, data=args.data, **chosen)


@contextmanager
def running(args: argparse.Namespace, *, without_redis: bool = False) -> Iterator[OpenLibrary]:
    """A library that runs, at least its PostgreSQL; for commands that are nothing without its workers. Raises NotRunningError."""
    settings = settings_of(args)
    yield from _with_engine(attach(settings, without_redis=without_redis).settings(settings))


@contextmanager
def reachable(args: argparse.Namespace, purpose: str) -> Iterator[OpenLibrary]:
    """The same, or if it does not run, its servers alone are started for as long as the command works."""
    settings = settings_of(args)
    with opened(settings, purpose) as servers:
        yield from _with_engine(servers.settings(settings))


def _with_engine(settings: Settings) -> Iterator[OpenLibrary]:
    engine = open_engine(settings.dsn or "", settings.pool)
    token = origin.set(operator_here())
    try:
        yield OpenLibrary(settings, engine)
    finally:
        origin.reset(token)
        engine.dispose()
