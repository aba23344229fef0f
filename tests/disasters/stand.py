"""A library on servers of its own, whose processes a test may kill, stop and starve: its servers, programs, clients, and what came of it all."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
import redis
import requests

from db import migrate
from db.engine import open_engine
from pipeline.accounts.tokens import DEFAULT_SCOPES, Scope, create_token
from pipeline.config import Settings
from tests.servers import folder
from tests.workers.processes import environment
from workers import up
from workers.embedded.folder import DataFolder
from workers.embedded.postgres import ROLE, SUPERUSER, Postgres
from workers.embedded.redis import Redis
from workers.supervisor import Program, Supervisor

PATIENCE = 240.0  # seconds until a test says that what it waits for does not come
SOON = {  # nobody waits longer than a disaster takes
    "SWEEP_INTERVAL": "0.3", "SWEEP_STALE_AFTER": "2", "DB_RETRY_DELAY": "0.2", "REDIS_TIMEOUT": "2", "WEB_PROCESSES": "1",
}  # fmt: skip
ALL_SCOPES: tuple[Scope, ...] = ("read", "write", "admin")
AGAIN = frozenset({429, 502, 503, 504})


class Sheet(NamedTuple):
    """A file that is handed in."""

    path: str
    content: bytes


@dataclass(slots=True)
class Told:
    """What clients were told: the ids of files answered with 202, and other answers by status."""

    accepted: list[str] = field(default_factory=list)
    refused: list[requests.Response] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Stand:
    """Servers run from the start; programs when `start` names them."""

    def __init__(self, data: DataFolder, *, migrated: bool = True, **variables: str) -> None:
        self.data = data
        self.postgres = Postgres(data, die_with_parent=True, settings={"fsync": "off", "shared_buffers": "64MB", "max_wal_size": "256MB"})
        self.redis = Redis(data, die_with_parent=True)
        self.postgres.start()
        self.redis.start()
        self.variables = SOON | variables
        self.listener = up.listen("127.0.0.1", 0)
        port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        named = {"DATABASE_URL": self.postgres.dsn, "REDIS_URL": self.redis.url, "PORT": str(port), "WORKER_PROCESSES": "2"}
        self.settings = Settings.from_environment(named | self.variables, data=data.path)
        if migrated:
            migrate.up(self.postgres.dsn)
        self.engine = open_engine(self.postgres.dsn)
        self.supervisors: list[Supervisor] = []
        self.said: list[str] = []
        self.told = Told()
        self.secrets = {data.secret(name) for name in (SUPERUSER, ROLE)}  # and the tokens of people
        self.keeps_servers = False  # start those again that die
        self.running_with: dict[str, str] | None = None  # variables of `start_all`

    # Programs.

    def start(self, *names: str, other: Sequence[Program] = (), **more: str) -> None:
        """The programs of `psscript up` with these names, or those of `other`; each is started again when it dies."""
        chosen = [program for program in up.programs(self.settings, self.listener) if program.name in names]
        supervisor = Supervisor([*chosen, *other], environment(self.settings, **(self.variables | more)), self.said.append)
        self.supervisors.append(supervisor)
        self.tend()
        if "web" in names:
            self.until(self.is_ready, "the web server")

    def start_all(self, **more: str) -> None:
        """Unless they run already, just so."""
        if self.supervisors and self.running_with == more:
            return
        self.stop_programs()
        self.start("web", "sweeper", "worker-interactive", "worker-bulk-1", other=(), **more)
        self.running_with = more

    def script(self, name: str, program: Path, *arguments: str, inherited: tuple[int, ...] = ()) -> Program:
        """A program of the tests."""
        return Program(name, (sys.executable, str(program), *arguments), self.data.log(name), inherited)

    def forget_queues(self) -> None:
        """As if Redis had lost all it held."""
        with contextlib.closing(redis.Redis.from_url(self.redis.url)) as client:
            client.flushall()

    def tend(self) -> None:
        if self.keeps_servers:
            for server in (self.postgres, self.redis):
                if not server.is_alive():
                    server.start()
        for supervisor in self.supervisors:
            supervisor.tend()

    def pids(self) -> dict[str, int]:
        return {name: pid for supervisor in self.supervisors for name, pid in supervisor.pids().items()}

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        os.kill(self.pids()[name], number)

    def kill_server(self, server: Postgres | Redis, number: int = signal.SIGKILL) -> None:
        """Until it is gone."""
        assert server.process
        os.kill(server.process.pid, number)
        self.until(lambda: not server.is_alive(), f"{server.name}'s end")

    def stop_programs(self) -> None:
        for supervisor in self.supervisors:
            supervisor.stop()
        self.supervisors.clear()
        self.running_with = None

    def empty(self) -> None:
        """For another test: servers run, and nothing is in the library; programs go on if they are those of `start_all`."""
        for server in (self.postgres, self.redis):
            if not server.is_alive():
                server.start()
        if self.running_with != {}:
            self.stop_programs()
        self.as_superuser("TRUNCATE batches, scripts, tags CASCADE")
        self.forget_queues()
        self.told = Told()
        self.said.clear()

    def close(self) -> None:
        self.stop_programs()
        self.engine.dispose()
        self.listener.close()
        self.redis.stop()
        self.postgres.stop()

    def log_sizes(self) -> dict[str, int]:
        return {path.name: path.stat().st_size for path in self.data.log("any").parent.iterdir()}

    def log_since(self, sizes: dict[str, int]) -> dict[str, str]:
        """What each program said since."""
        paths = sorted(self.data.log("any").parent.iterdir())
        return {path.name: path.read_bytes()[sizes.get(path.name, 0) :].decode(errors="replace") for path in paths}

    # Waiting.

    def until(self, true: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
        """Programs that die meanwhile are started again."""
        deadline = time.monotonic() + patience
        while not true():
            if time.monotonic() > deadline:
                self.tell_where()
                pytest.fail(f"{what} does not come\n{self.unfinished()}\n{self.said[-5:]}")
            self.tend()
            time.sleep(0.05)

    def tell_where(self) -> None:
        """Have the processes that do not come to an end say in their logs what they wait for."""
        for name in self.pids():
            if name != "web":
                self.kill(name, signal.SIGUSR1)
        time.sleep(1)

    def wait(self, seconds: float) -> None:
        """While a disaster lasts."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.tend()
            time.sleep(0.05)

    def is_ready(self) -> bool:
        try:
            return requests.get(f"{self.url}/health/ready", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def all_ended(self) -> bool:
        try:
            return bool(self.value("SELECT NOT EXISTS (SELECT FROM batches WHERE finished_at IS NULL)"))
        except psycopg.Error:
            return False

    def end(self) -> float:
        """Wait until all that was accepted has ended, for as long as any stage of anything is done; how many seconds that took."""
        began = time.monotonic()
        while not self.all_ended():
            self._until_more_than(self.done())
        return time.monotonic() - began

    def _until_more_than(self, done: int) -> None:
        self.until(lambda: self.all_ended() or self.done() > done, "another stage")

    def done(self) -> int:
        """Stages that are done; each is once for a batch."""
        try:
            return int(self.value("SELECT count(*) FROM stage_runs WHERE outcome = 'done'"))
        except psycopg.Error:
            return -1

    def unfinished(self) -> object:
        try:
            return self.rows("SELECT id, stage, lane, again, attempts, deaths, not_before - now() AS due, now() - enqueued_at AS pushed, "
                             "ARRAY(SELECT worker FROM stage_runs WHERE batch_id = batches.id AND ended_at IS NULL) AS workers "
                             "FROM batches WHERE finished_at IS NULL LIMIT 5")  # fmt: skip
        except psycopg.Error as error:
            return error

    # The database.

    def rows(self, sql: str, *parameters: Any) -> list[dict[str, Any]]:
        with psycopg.connect(self.postgres.dsn, autocommit=True, row_factory=psycopg.rows.dict_row) as connection:
            return connection.execute(sql.encode(), parameters).fetchall()

    def value(self, sql: str, *parameters: Any) -> Any:
        (row,) = self.rows(sql, *parameters)
        (value,) = row.values()
        return value

    def as_superuser(self, sql: str) -> None:
        with psycopg.connect(self.postgres.dsn_of(SUPERUSER, "psscript"), autocommit=True) as connection:
            connection.execute(sql.encode())

    # Clients.

    def person(self, name: str, role: str = "user") -> Client:
        sql = (
            "INSERT INTO users (username, email, password_hash, role) VALUES (%s, %s, 'none', %s) "
            "ON CONFLICT (username) DO UPDATE SET role = EXCLUDED.role RETURNING id"
        )
        user_id = self.value(sql, name, f"{name}@localhost", role)
        secret, _ = create_token(self.engine, user_id, "test", ALL_SCOPES if role == "admin" else DEFAULT_SCOPES)
        self.secrets.add(secret)
        return Client(self, secret)


class Client:
    """Somebody who hands in files, and sends again what got no answer, with the same Idempotency-Key."""

    def __init__(self, stand: Stand, token: str) -> None:
        self.stand = stand
        self.token = token

    def post(self, sheets: Sequence[Sheet], key: str | None = None, timeout: float = 60.0) -> requests.Response:
        files = [("files", (sheet.path.rpartition("/")[2], sheet.content)) for sheet in sheets]
        fields = [("source_path", sheet.path) for sheet in sheets]
        headers = {"Authorization": f"Bearer {self.token}"} | ({"Idempotency-Key": key} if key else {})
        return requests.post(f"{self.stand.url}/api/scripts/upload/async", files=files, data=fields, headers=headers, timeout=timeout)

    def get(self, path: str) -> requests.Response:
        return requests.get(f"{self.stand.url}{path}", headers={"Authorization": f"Bearer {self.token}"}, timeout=30)

    def send(self, sheets: Sequence[Sheet]) -> requests.Response:
        """Until it is accepted. Other threads tend the programs."""
        key = uuid.uuid4().hex
        deadline = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(requests.RequestException):
                answer = self.post(sheets, key)
                if answer.status_code == 202:
                    self._note(answer)
                    return answer
                assert answer.status_code in AGAIN, answer.text
                with self.stand.told.lock:
                    self.stand.told.refused.append(answer)
            assert time.monotonic() < deadline, "no answer"
            time.sleep(0.2)

    def _note(self, answer: requests.Response) -> None:
        with self.stand.told.lock:
            self.stand.told.accepted += [each["uploadId"] for each in answer.json()["uploads"]]


@contextmanager
def sending(stand: Stand, *work: Callable[[], object]) -> Iterator[None]:
    """Clients at work while the block does damage; after it they are waited for."""
    with ThreadPoolExecutor(len(work)) as pool:
        running = [pool.submit(each) for each in work]
        yield
        stand.until(lambda: all(each.done() for each in running), "the clients' end")
        for each in running:
            each.result()


@contextmanager
def a_stand(*, migrated: bool = True, **variables: str) -> Iterator[Stand]:
    with folder() as data:
        stand = Stand(data, migrated=migrated, **variables)
        try:
            yield stand
        finally:
            stand.close()
