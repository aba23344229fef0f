"""`psscript up`: everything, in the foreground, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, new_parser, positive

if TYPE_CHECKING:
    from pipeline.config import Settings
    from workers.embedded.servers import Library
    from workers.supervisor import Program
    from workers.up import Watch

EXAMPLES = """\
  psscript up                                 a library of your own on http://127.0.0.1:4000
  psscript up --data /srv/scripts --port 8080 another folder, another port
  psscript up --import ~/scripts              and read a folder into it once it runs
  DATABASE_URL=postgresql://... REDIS_URL=redis://... psscript up
                                              with servers that run elsewhere
"""
DESCRIPTION = """\
Starts PostgreSQL and Redis in the library's folder (or uses those that the environment names), brings the schema up to date, and keeps
the web server, the workers and the sweeper running until Ctrl-C or SIGTERM. The first start makes an account, admin, and shows its
password once. What each process says is in DIR/log."""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "up", DESCRIPTION, EXAMPLES)
    add_data(parser)
    parser.add_argument("--port", type=int, metavar="N", help="port of the web server (default: PORT, else 4000)")
    parser.add_argument("--bind", metavar="ADDRESS", help="address of the web server (default: BIND, else 127.0.0.1)")
    parser.add_argument("--workers", type=positive, metavar="N", help="processes that run the stages of imports (default: WORKER_PROCESSES, else 2)")
    parser.add_argument("--import", dest="folder", type=Path, metavar="FOLDER", help="read this folder in, then show what was found")


def run(args: argparse.Namespace) -> int:
    from contextlib import closing

    from workers import up
    from workers.library import settings_of

    if args.folder:
        args.folder.stat()  # a folder that is not there is told before anything starts
    settings = settings_of(args, port=args.port, bind=args.bind, worker_processes=args.workers)
    with closing(up.listen(settings.bind, settings.port)) as listener, up.servers(settings) as library:
        print(f"Library {settings.data}", flush=True)
        password = _prepare(library.servers.settings(settings), embedded=library.postgres is not None)
        _serve(up.programs(settings, listener), _watch(library, settings, password, args.folder))
    print("Stopped.")
    return 0


def _serve(programs: list[Program], watch: Watch) -> None:
    from workers.supervisor import Supervisor

    supervisor = Supervisor(programs, dict(os.environ) | {"PYTHONUNBUFFERED": "1"}, _say)
    supervisor.install_signals()
    try:
        supervisor.run(watch)
    finally:
        watch.end()


def _watch(library: Library, settings: Settings, password: str | None, folder: Path | None) -> Watch:
    from workers.up import Watch, address_of

    watch = Watch(library, address_of(settings), _say, lambda: _greet(settings))
    if folder:
        watch.import_command = (sys.executable, "-m", "workers.cli", "import", str(folder), "--data", str(settings.data), "--report")
        watch.on_import_end = lambda: _say_next(settings, password)
    return watch


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _prepare(settings: Settings, *, embedded: bool) -> str | None:
    """The schema, and on the first start of a library of one's own an account."""
    from db import migrate
    from workers.up import first_administrator

    backup = _back_up_if_older(settings) if embedded else None
    if names := migrate.up(settings.dsn or ""):
        print(f"Applied {len(names)} migrations, up to {names[-1]}.", flush=True)
    if backup:
        _note_backup(settings, backup)  # not before: the older schema may have no audit log
    password = first_administrator(settings) if embedded else None
    if password:
        _show_account(password)  # now, so that it is not lost if nothing else works
    return password


def _back_up_if_older(settings: Settings) -> Path | None:
    from db import migrate
    from db.engine import open_engine
    from workers.backup import back_up

    engine = open_engine(settings.dsn or "", settings.pool)
    try:
        states = migrate.status(engine)
    finally:
        engine.dispose()
    applied = [state for state in states if state.applied_at]
    if not applied or len(applied) == len(states):
        return None
    print("The schema is that of an older release; backing up before it is changed ...", flush=True)
    path = back_up(settings.dsn or "", settings.data / "backups")
    print(f"Backup  {path}", flush=True)
    return path


def _note_backup(settings: Settings, path: Path) -> None:
    from db.engine import open_engine
    from pipeline.audit import note, origin
    from workers.operators import operator_here

    engine = open_engine(settings.dsn or "", settings.pool)
    token = origin.set(operator_here())
    try:
        note(engine, "library_exported", file=str(path), before="an upgrade")
    finally:
        origin.reset(token)
        engine.dispose()


def _show_account(password: str) -> None:
    from workers.up import FIRST_ADMIN

    print(f"Account {FIRST_ADMIN}   password {password}   (shown once; psscript user reset {FIRST_ADMIN} --random makes another)", flush=True)


def _greet(settings: Settings) -> None:
    from workers.up import address_of

    print(f"Ready   {address_of(settings)}   (Ctrl-C stops everything)", flush=True)


def _say_next(settings: Settings, password: str | None) -> None:
    from pipeline.config import Settings
    from workers.up import address_of

    if password:
        _show_account(password)
    usual = Settings.from_environment(os.environ).data == settings.data
    data = "" if usual else f" --data {settings.data}"
    print(f"Serving {address_of(settings)} until Ctrl-C; what it answers is described at {address_of(settings)}/api/docs")
    print("In another terminal:")
    print(f"  psscript import ~/scripts{data}")
    print(f"  psscript status --watch{data}")
    print(f"  psscript token create --user admin --name me{data}", flush=True)
