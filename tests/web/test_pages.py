import re

from flask import Flask
from flask.testing import FlaskClient

from pipeline.config import Settings
from pipeline.exports import FORMATS
from tests.web.conftest import PASSWORD, Person
from web.pages import local


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD, path: str = "/rq/") -> int:
    form = client.get(f"/sign-in?next={path}")
    token = re.search(r'name="csrf_token" value="(\w+)"', form.text)
    assert token
    answer = client.post("/sign-in", data={"csrf_token": token[1], "name": name, "password": password, "next": path})
    return answer.status_code


def test_admins_reach_the_queues_by_signing_in(app: Flask, root: Person) -> None:
    client = app.test_client()
    assert client.get("/rq/").headers["Location"] == "/sign-in?next=/rq/"
    assert sign_in(client, "root", "wrong") == 401
    assert sign_in(client, "root") == 303
    page = client.get("/rq/")
    assert page.status_code == 200
    assert "unsafe-inline" in page.headers["Content-Security-Policy"]
    assert client.get("/rq/0/data/queues.json").status_code == 200
    assert client.get("/rq/0/data/workers.json").status_code == 200
    assert client.get("/").text.count("Signed in as root") == 1


def test_what_changes_queues_needs_the_token_of_the_session(app: Flask, root: Person) -> None:
    client = app.test_client()
    sign_in(client, "root")
    empty = "/rq/queue/interactive/queued/empty"
    assert client.post(empty).status_code == 403
    assert client.post(empty, headers={"X-CSRFToken": "x"}).status_code == 403
    token = client.get_cookie("_csrf_token")
    assert token
    assert client.post(empty, headers={"X-CSRFToken": token.value}).status_code == 200
    assert client.get("/rq/requeue/interactive").status_code == 404
    # The same for the contract's own routes: a cookie alone changes nothing.
    assert client.post("/api/auth/tokens", json={"name": "x"}).status_code == 403
    assert client.post("/api/auth/tokens", json={"name": "x"}, headers={"X-CSRF-Token": token.value}).status_code == 201


def test_others_do_not(app: Flask, ada: Person, nobody: Person) -> None:
    client = app.test_client()
    sign_in(client, "ada")
    assert client.get("/rq/").status_code == 403
    assert ada.get("/rq/").status_code == 403
    assert nobody.get("/rq/static/css/main.css").status_code == 303


def test_forms_of_other_sites_are_refused(app: Flask, root: Person) -> None:
    client = app.test_client()
    assert client.post("/sign-in", data={"name": "root", "password": PASSWORD}).status_code == 403
    sign_in(client, "root")
    assert client.post("/sign-out").status_code == 403
    token = client.get_cookie("_csrf_token")
    assert token
    assert client.post("/sign-out", data={"csrf_token": token.value}).status_code == 303
    assert client.get("/rq/").status_code == 303


def test_nobody_is_sent_elsewhere() -> None:
    for address in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "x", "/a\r\nb: c"):
        assert local(address) == "/", address
    assert local("/rq/?a=1") == "/rq/?a=1"


def test_the_contract_and_its_page(nobody: Person) -> None:
    contract = nobody.get("/api/openapi.json").get_json()
    assert contract["openapi"] == "3.1.0"
    assert {"200", "401", "404", "422", "429", "503"} <= set(contract["paths"]["/api/scripts/{script_id}"]["get"]["responses"])
    exports = contract["paths"]["/api/scripts/{script_id}/export-analysis"]["get"]["responses"]["200"]["content"]
    assert set(exports) == {each.content_type.partition(";")[0] for each in FORMATS.values()}
    page = nobody.get("/api/docs")
    assert page.status_code == 200
    for link in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert nobody.get(link).status_code == 200, link


def test_health(nobody: Person, root: Person, settings: Settings) -> None:
    assert nobody.get("/health/live").get_json() == {"status": "ok"}
    assert nobody.get("/health/ready").get_json() == {"status": "degraded", "degraded": ["workers", "sweeper"], "version": None}
    assert root.get("/health/ready").get_json()["version"]
