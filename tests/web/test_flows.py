"""The four flows of the documentation, and what hangs on them, over real HTTP with real workers, on servers in other time zones."""

import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
import requests
from prometheus_client.parser import text_string_to_metric_families

from db.engine import open_engine, transaction
from pipeline.accounts import create_token
from pipeline.accounts.users import insert_user
from pipeline.config import Settings
from tests.servers import Cluster
from tests.web.test_webhooks import Receiver
from tests.workers.processes import running, until
from workers import cli
from workers.embedded.redis import Redis

SCRIPT = "# Erklärung: räumt auf\r\nfunction Remove-OldLog { param([int]$Days = 30)\r\n gci C:\\Logs -Recurse | Remove-Item -Force\r\n}\r\n"
BYTES = b"\xff\xfe" + SCRIPT.encode("utf-16-le")
ELSEWHERE = {"TZ": "America/St_Johns"}  # half an hour beside all others


class Caller:
    """Somebody with a token, and the address of the service."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        return self.session.request(method, self.url + path, timeout=60, **more)

    def get(self, path: str) -> Any:
        answer = self.call("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def upload(self, *files: tuple[str, bytes], **fields: Any) -> Any:
        answer = self.call("POST", "/api/scripts/upload/async", files=[("files", each) for each in files], data=fields)
        assert answer.status_code == 202, answer.text
        return answer.json()

    def stored(self, name: str, content: bytes, **fields: Any) -> int:
        """Uploaded, and at its end."""
        batch = self.upload((name, content), **fields)
        (upload,) = self.ended(batch["statusUrl"])["uploads"]
        assert upload["status"] == "completed", upload
        return int(upload["scriptId"])

    def ended(self, status_url: str) -> Any:
        for _ in range(10):
            batch = self.get(f"{status_url}?wait=20")
            if batch["done"]:
                return batch
        raise AssertionError(f"never ends: {batch}")


@pytest.fixture(scope="module")
def service(cluster: Cluster, redis_server: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A web server, a worker and a sweeper, in processes of their own."""
    name = cluster.create()
    with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE \"{name}\" SET timezone TO 'Asia/Kathmandu'".encode())
    with redis.Redis.from_url(redis_server.url) as client:
        client.flushall()
    chosen: dict[str, Any] = {"database_url": cluster.dsn(name), "redis_url": redis_server.url, "port": free_port()}
    settings = Settings.from_environment({}, data=tmp_path_factory.mktemp("flows"), **chosen)
    variables = {"PORT": str(settings.port), "WEB_PROCESSES": "1", "WEBHOOKS_TO_PRIVATE_ADDRESSES": "true", "SWEEP_INTERVAL": "0.2", **ELSEWHERE}
    with ExitStack() as stack:
        for arguments in (("web",), ("worker", "--lane", "interactive"), ("sweeper",)):
            stack.enter_context(running(Path(cli.__file__), *arguments, settings=settings, **variables))
        until(lambda: is_ready(settings.port), "the service")
        yield settings
    cluster.drop(name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(port: int) -> bool:
    try:
        answer = requests.get(f"http://127.0.0.1:{port}/health/ready", timeout=10)
    except requests.ConnectionError:
        return False
    return answer.status_code == 200 and answer.json()["degraded"] == []


@pytest.fixture(scope="module")
def sign_up(service: Settings) -> Iterator[Callable[..., Caller]]:
    engine = open_engine(service.dsn or "")

    def make(name: str, *, admin: bool = False) -> Caller:
        with transaction(engine) as connection:
            account = insert_user(connection, name, f"{name}@example.org", "none", "admin" if admin else "user")
        token, _ = create_token(engine, account.id, "tests", ("read", "write", "admin") if admin else ("read", "write"))
        return Caller(f"http://127.0.0.1:{service.port}", token)

    yield make
    engine.dispose()


@pytest.fixture(scope="module")
def ada(sign_up: Callable[..., Caller]) -> Caller:
    return sign_up("ada")


def test_upload(ada: Caller) -> None:
    """What is handed in is taken at once, worked on, and comes out byte for byte; once for equal content."""
    taken = ada.upload(("Aufräumen.ps1", BYTES), ("b.exe", b"MZ"), title="Aufräumen", tags="logs, cleanup", category_id="1", is_public="true")
    upload, refused = taken["uploads"]
    assert (upload["status"], refused["status"], refused["error"]["code"]) == ("queued", "refused", "wrong_kind")
    until(lambda: ada.get(upload["statusUrl"])["status"] == "completed", "the end of the upload")
    status = ada.get(upload["statusUrl"])
    assert (status["progress"], status["version"], status["error"]) == (100, 1, None)
    script = ada.get(f"/api/scripts/{status['scriptId']}")
    assert (script["title"], script["content"], script["isPublic"], script["category"]["id"]) == ("Aufräumen", SCRIPT, True, 1)
    assert sorted(each["name"] for each in script["tags"]) == ["cleanup", "logs"]
    assert script["fileHash"] == hashlib.md5(BYTES).hexdigest()  # noqa: S324 what the contract calls it
    assert ada.call("GET", f"/api/scripts/{script['id']}/download").content == BYTES
    again = ada.ended(ada.upload(("other.ps1", BYTES))["statusUrl"])["uploads"][0]
    assert (again["status"], again["duplicateOf"]) == ("duplicate", script["id"])


def test_background(ada: Caller) -> None:
    """A request of many files: counted while it goes on, every upload with an end and a reason."""
    files = [(f"{number}.ps1", f"Get-Item {number}".encode()) for number in range(12)] + [("0-again.ps1", b"Get-Item 0")]
    taken = ada.upload(*files)
    batch = ada.ended(taken["statusUrl"])
    assert (batch["total"], batch["percent"], batch["byStatus"]) == (13, 100.0, {"completed": 12, "duplicate": 1})
    assert ada.get("/api/batches")["batches"][0]["batchId"] == taken["batchId"]
    lines = {each["filename"]: each for each in batch["uploads"]}
    assert lines["0-again.ps1"]["scriptId"] == lines["0.ps1"]["scriptId"]
    assert all(each["stage"] == "done" for each in batch["uploads"])


def test_analysis(ada: Caller) -> None:
    """Findings and scores; made anew for new content; compared, exported, asked for again, and without storing."""
    script_id = ada.stored("risky.ps1", b"Invoke-Expression (Invoke-WebRequest https://example.org/a.ps1).Content")
    first = ada.get(f"/api/scripts/{script_id}/analysis")
    assert first["securityScore"] < 70
    assert first["securityIssues"]
    assert ada.call("PUT", f"/api/scripts/{script_id}", json={"content": "Get-Date"}).status_code == 200
    until(lambda: ada.get(f"/api/scripts/{script_id}/analysis")["scriptVersion"] == 2, "the analysis of the second version")
    second = ada.get(f"/api/scripts/{script_id}/analysis")
    assert second["securityIssues"] == []
    assert second["securityScore"] > first["securityScore"]
    changes = ada.get(f"/api/scripts/{script_id}/versions/compare?from=1&to=2")
    assert changes["findingsRemoved"]
    assert ada.call("POST", f"/api/scripts/{script_id}/analyze").status_code == 202
    for name, begins in (("json", b"{"), ("sarif", b"{"), ("html", b"<!"), ("md", b"#"), ("pdf", b"%PDF-")):
        assert ada.call("GET", f"/api/scripts/{script_id}/export-analysis?format={name}").content.lstrip().startswith(begins), name
    alone = ada.call("POST", "/api/scripts/analyze", json={"content": "Invoke-Expression $args[0]"}).json()
    assert alone["securityIssues"]


def test_retrieval(ada: Caller, sign_up: Callable[..., Caller]) -> None:
    """Listed, filtered, found by words and by meaning, similar ones, suggested; for others what is public alone."""
    bob = sign_up("bob")
    text = "# Sends a report about free disk space by mail\nGet-PSDrive | Where-Object Free -lt 10GB | ForEach-Object { Send-MailMessage $_ }"
    public = ada.stored("Report-Disk.ps1", text.encode(), tags="disks", is_public="true")
    private = ada.stored("Report-Disk-Mine.ps1", text.replace("10GB", "20GB").encode(), tags="disks")
    assert {each["id"] for each in ada.get("/api/scripts?tag=disks")["scripts"]} == {public, private}
    for path, name, key in (
        ("/api/scripts?tag=disks", "scripts", "id"),
        ("/api/scripts/search?q=mail+free+disk+space", "scripts", "id"),
        ("/api/scripts/search?q=tell+me+when+a+disk+is+full&mode=semantic", "scripts", "id"),
    ):
        found = [each[key] for each in bob.get(path)[name]]
        assert public in found, path
        assert private not in found, path
        assert private in [each[key] for each in ada.get(path)[name]], path
    assert public in [each["scriptId"] for each in ada.get(f"/api/scripts/{private}/similar")["similarScripts"]]
    assert bob.call("GET", f"/api/scripts/{private}").status_code == 404
    answer = bob.call("GET", f"/api/scripts/{public}")
    assert bob.call("GET", f"/api/scripts/{public}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert bob.get("/api/scripts/suggest?q=report")


def test_webhooks(ada: Caller, service: Settings) -> None:
    """Told by the sweeper, signed, and once more after a refusal."""
    with Receiver() as receiver:
        receiver.answers = [503]
        thread = threading.Thread(target=receiver.serve_forever)
        thread.start()
        made = ada.call("POST", "/api/webhooks", json={"url": receiver.url, "events": ["script.analyzed"]}).json()
        script_id = ada.stored("told.ps1", b"Get-Process")
        until(lambda: len(receiver.told) == 1, "the first try")
        until(lambda: deliveries(ada, made["id"])[0]["status"] == 503, "the note of the refusal")
        assert [(each["state"], each["attempts"]) for each in deliveries(ada, made["id"])] == [("waiting", 1)]
        with psycopg.connect(service.dsn or "", autocommit=True) as connection:
            connection.execute("UPDATE webhook_deliveries SET not_before = NOW() AT TIME ZONE 'UTC'")  # not to wait for it
        until(lambda: deliveries(ada, made["id"])[0]["state"] == "delivered", "the second try")
        receiver.shutdown()
        thread.join()
    (_, first), (headers, body) = receiver.told
    assert first == body
    moment, _, signature = headers["X-PSScript-Signature"].removeprefix("t=").partition(",v1=")
    assert abs(int(moment) - time.time()) < 120
    assert signature == hmac.new(made["secret"].encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert json.loads(body)["data"]["scriptId"] == script_id
    assert ada.call("DELETE", f"/api/webhooks/{made['id']}").status_code == 204


def deliveries(caller: Caller, hook: int) -> list[dict[str, Any]]:
    return list(caller.get(f"/api/webhooks/{hook}/deliveries")["deliveries"])


def test_runs_are_kept_without_secrets(ada: Caller, service: Settings) -> None:
    script_id = ada.stored("run.ps1", b"param($Password) Get-Date")
    said = {"status": "failure", "executionTime": 120, "parameters": {"Password": "hunter2"}, "errorMessage": "-ApiKey hunter2 is wrong"}
    assert ada.call("POST", f"/api/scripts/{script_id}/executions", json=said).status_code == 201
    (run,) = ada.get(f"/api/scripts/{script_id}/execution-history")["executions"]
    assert (run["parameters"], run["errorMessage"]) == ({"Password": "***"}, "-ApiKey *** is wrong")
    with psycopg.connect(service.dsn or "") as connection:
        assert "hunter2" not in str(connection.execute("SELECT * FROM execution_logs").fetchall())
    refused = ada.call("POST", f"/api/scripts/{script_id}/execute", json={"parameters": {"Name": "x"}})
    assert (refused.status_code, refused.json()["details"]["command"]) == (409, "pwsh -NoProfile -NonInteractive -File ./run.ps1 -Name 'x'")


def test_figures(ada: Caller, sign_up: Callable[..., Caller]) -> None:
    ada.stored("figures.ps1", b"Get-Service")
    families = {each.name: each for each in text_string_to_metric_families(sign_up("root", admin=True).call("GET", "/metrics").text)}
    stages = {each.labels["stage"]: each.value for each in families["psscript_stage_runs"].samples if each.labels["outcome"] == "done"}
    assert min(stages[name] for name in ("hash", "dedupe", "insert", "version", "analyze", "embed", "cache")) >= 1
    assert sum(each.value for each in families["psscript_requests"].samples) > 1


def test_times_are_utc_wherever_the_servers_are(ada: Caller, service: Settings) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    batch = ada.upload(("times.ps1", b"Get-TimeZone"))
    upload = ada.ended(batch["statusUrl"])["uploads"][0]
    script = ada.get(f"/api/scripts/{upload['scriptId']}")
    after = datetime.now(UTC) + timedelta(seconds=2)
    told = [ada.get(batch["statusUrl"])["createdAt"], upload["createdAt"], upload["updatedAt"], script["createdAt"], script["updatedAt"]]
    told += [script["analysis"]["createdAt"]] if "createdAt" in script["analysis"] else []
    for text in told:
        assert text.endswith("Z")
        assert before <= datetime.fromisoformat(text) <= after, text
    made = ada.call("POST", "/api/auth/tokens", json={"name": "x", "expiresAt": (after + timedelta(minutes=5)).isoformat()})
    assert made.status_code == 201  # five minutes from now is in the future, here as there
    assert abs(datetime.fromisoformat(made.json()["expiresAt"]) - after - timedelta(minutes=5)) < timedelta(seconds=1)
    assert ada.call("POST", "/api/auth/tokens", json={"name": "x", "expiresAt": (before - timedelta(minutes=5)).isoformat()}).status_code == 422
    with psycopg.connect(service.dsn or "") as connection:
        assert connection.execute("SHOW timezone").fetchone() == ("Asia/Kathmandu",)  # what the servers' sessions would have had
