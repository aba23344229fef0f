"""Who may call what: every route of the application stands here, and is called by everybody."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from db.engine import Engine
from pipeline.accounts import Scope, create_token
from tests.web.conftest import PASSWORD, MakePerson, Person
from tests.web.multipart import multipart
from tests.web.world import World

DENIED = (401, 403, 404)


@dataclass(frozen=True)
class Route:
    """`who`: N nobody, U another user, O the owner, A an administrator."""

    method: str
    rule: str
    who: str
    path: Callable[[World], str]
    scope: str  # of a token; none: any, or no token at all
    send: Callable[[World], dict[str, Any]] = lambda _: {}

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


def route(line: str, path: Callable[[World], str] | None = None, send: Callable[[World], dict[str, Any]] | None = None) -> Route:
    """A line: method, rule, who, scope of a token."""
    method, rule, who, scope = line.split()
    return Route(method, rule, who, path or (lambda _: rule), scope, send or (lambda _: {}))


def body(**said: Any) -> Callable[[World], dict[str, Any]]:
    return lambda _: {"json": said}


def file(_world: World) -> dict[str, Any]:
    return multipart([("a.ps1", b"1")], {})


def own(end: str = "") -> Callable[[World], str]:
    """A private script of the owner."""
    return lambda world: f"/api/scripts/{world.script()}{end}"


def public(end: str = "") -> Callable[[World], str]:
    return lambda world: f"/api/scripts/{world.script(public=True)}{end}"


S, ID = "/api/scripts", "/api/scripts/<id:script_id>"
Q = "/api/admin/quarantine/<uuid:upload_id>"
NEW_USER = {"username": "new-user", "email": "new@example.org", "password": "Tr0ub4dor&3!x"}
MATRIX = [
    # Scripts
    route(f"GET {S} NUOA read"),
    route(f"POST {S} UOA write", send=body(title="x", content="x", filename="x.exe")),
    route(f"GET {S}/search NUOA read", lambda _: f"{S}/search?q=script"),
    route(f"GET {S}/suggest NUOA read", lambda _: f"{S}/suggest?q=a"),
    route(f"GET {ID}/similar OA read", own("/similar")),
    route(f"GET {S}/duplicates NUOA read"),
    route(f"GET {ID} OA read", own()),
    route(f"PUT {ID} OA write", public(), body(title="x")),
    route(f"DELETE {ID} OA write", public()),
    route(f"GET {ID}/analysis OA read", own("/analysis")),
    route(f"POST {ID}/analyze OA write", public("/analyze")),
    route(f"GET {ID}/download OA read", own("/download")),
    route(f"GET {ID}/export-analysis OA read", own("/export-analysis")),
    route(f"GET {ID}/layers OA read", own("/layers")),
    route(f"GET {ID}/versions OA read", own("/versions")),
    route(f"GET {ID}/versions/<id:version> OA read", own("/versions/1")),
    route(f"GET {ID}/versions/<id:version>/download OA read", own("/versions/1/download")),
    route(f"GET {ID}/versions/compare OA read", own("/versions/compare?from=1&to=1")),
    route(f"POST {ID}/revert/<id:version> OA write", public("/revert/1")),
    route(f"POST {ID}/tags OA write", public("/tags"), body(tags=["x"])),
    route(f"DELETE {ID}/tags/<tag> OA write", lambda world: "/api/scripts/{}/tags/{}".format(*world.tagged(public=True))),
    route(f"POST {ID}/executions UOA write", public("/executions"), body(status="success")),
    route(f"GET {ID}/execution-history OA read", public("/execution-history")),
    route(f"GET {ID}/executions/<id:execution_id> OA read", lambda world: "/api/scripts/{}/executions/{}".format(*world.executed(public=True))),
    route(f"POST {ID}/execute OA write", public("/execute")),
    route(f"POST {S}/analyze UOA read", send=body(content="x")),
    route(f"POST {S}/bulk-update UOA write", send=body(ids=[4711])),
    route(f"POST {S}/delete UOA write", send=body(ids=[4711])),
    # Uploads
    route(f"POST {S}/upload UOA write", send=file),
    route(f"POST {S}/upload/async UOA write", send=file),
    route(f"GET {S}/upload/status/<uuid:upload_id> OA read", lambda world: f"/api/scripts/upload/status/{world.upload}"),
    route("GET /api/batches UOA read"),
    route("GET /api/batches/<uuid:batch_id> OA read", lambda world: f"/api/batches/{world.batch}"),
    route("POST /api/batches/<uuid:batch_id>/cancel OA write", lambda world: f"/api/batches/{world.batch}/cancel"),
    # Auth. Who signs in has no token yet; what the body says is wrong for everybody.
    route("POST /api/auth/login NUOA none", send=body(email="x")),
    route("POST /api/auth/register NUOA none", send=body(username="x")),
    route("POST /api/auth/refresh NUOA none", send=body(token="x")),
    route("GET /api/auth/me UOA read"),
    route("PUT /api/auth/user UOA write", send=body()),
    route("POST /api/auth/logout UOA write"),
    route("GET /api/auth/tokens UOA read"),
    route("POST /api/auth/tokens UOA write", send=body(name="x", scopes=["write"])),
    route("DELETE /api/auth/tokens/<id:token_id> O write", lambda world: f"/api/auth/tokens/{world.token()}"),
    # Users
    route("GET /api/users A admin"),
    route("POST /api/users A admin", send=body(username="x")),
    route("GET /api/users/<id:user_id> OA read", lambda world: f"/api/users/{world.owner}"),
    route("PUT /api/users/<id:user_id> OA write", lambda world: f"/api/users/{world.owner}", body()),
    route("DELETE /api/users/<id:user_id> A admin", lambda world: f"/api/users/{world.user()}"),
    route(
        "POST /api/users/<id:user_id>/reset-password OA write",
        lambda world: f"/api/users/{world.owner}/reset-password",
        body(password="short", currentPassword=PASSWORD),
    ),
    route("GET /api/users/<id:user_id>/settings O read", lambda world: f"/api/users/{world.owner}/settings"),
    route("PUT /api/users/<id:user_id>/settings O write", lambda world: f"/api/users/{world.owner}/settings", body(settings={})),
    # Categories and tags
    route("GET /api/categories NUOA read"),
    route("POST /api/categories A admin", send=body(name="")),
    route("GET /api/categories/<id:category_id> NUOA read", lambda _: "/api/categories/1"),
    route("PUT /api/categories/<id:category_id> A admin", lambda _: "/api/categories/1", body()),
    route("DELETE /api/categories/<id:category_id> A admin", lambda world: f"/api/categories/{world.category()}"),
    route("GET /api/categories/<id:category_id>/scripts NUOA read", lambda _: "/api/categories/1/scripts"),
    route("GET /api/tags NUOA read"),
    route("POST /api/tags UOA write", send=body(name="x")),
    route("DELETE /api/tags/<id:tag_id> A admin", lambda world: f"/api/tags/{world.tag()}"),
    route("GET /api/tags/<id:tag_id>/scripts OA read", lambda world: f"/api/tags/{world.tagged()[1]}/scripts"),
    # Analytics
    route("GET /api/analytics/usage UOA read"),
    route("GET /api/analytics/security UOA read"),
    route("GET /api/analytics/categories UOA read"),
    route("GET /api/analytics/pipeline A admin"),
    # Webhooks
    route("GET /api/webhooks UOA read"),
    route("POST /api/webhooks UOA write", send=body(url="http://localhost", events=["script.failed"])),
    route("DELETE /api/webhooks/<id:webhook_id> O write", lambda world: f"/api/webhooks/{world.webhook()}"),
    route("GET /api/webhooks/<id:webhook_id>/deliveries O read", lambda world: f"/api/webhooks/{world.webhook()}/deliveries"),
    # Operators
    route("GET /api/admin/status A admin"),
    route("GET /api/admin/quarantine A admin"),
    route(f"GET {Q}/download A admin", lambda world: f"/api/admin/quarantine/{world.quarantined()}/download"),
    route(f"POST {Q}/retry A admin", lambda world: f"/api/admin/quarantine/{world.quarantined()}/retry"),
    route(f"DELETE {Q} A admin", lambda world: f"/api/admin/quarantine/{world.quarantined()}"),
    route("GET /api/admin/audit A admin"),
    route("GET /api/admin/embeddings A admin"),
    route("POST /api/admin/keys/rotate A admin"),
    route("POST /api/admin/invitations A admin", send=body()),
    # Health and the contract itself
    route("GET /health/live NUOA none"),
    route("GET /health/ready NUOA none"),
    route("GET /metrics A admin"),
    route("GET /api/openapi.json NUOA none"),
    route("GET /api/docs NUOA none"),
    route("GET /api/docs/<path:name> NUOA none", lambda _: "/api/docs/swagger-ui.css"),
    # Pages
    route("GET / NUOA none"),
    route("GET /sign-in NUOA none"),
    route("GET /ui/<path:filename> NUOA none", lambda _: "/ui/page.css"),
]
# Forms, which need a token of their page and are tested in test_pages.
FORMS = {("POST", "/sign-in"), ("POST", "/sign-out")}


def routes_of(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield method, rule.rule


def test_every_route_stands_in_the_matrix(app: Flask) -> None:
    there = {each for each in routes_of(app) if not each[1].startswith("/rq")} - FORMS
    assert there == {(each.method, each.rule) for each in MATRIX}


def test_the_dashboard_is_for_administrators(app: Flask, ada: Person, root: Person, nobody: Person) -> None:
    values = {"instance_number": "0", "queue_name": "bulk", "registry_name": "queued", "per_page": "8", "order": "asc", "page": "1"}
    values |= {"job_id": "x", "filename": "css/main.css"}
    for method, rule in routes_of(app):
        if rule.startswith("/rq"):
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], rule)
            # 308 leads to another of these paths.
            assert nobody.call(method, path).status_code in (303, 308), (method, path)
            assert ada.call(method, path).status_code in (403, 308), (method, path)


@pytest.fixture
def world(engine: Engine, ada: Person) -> World:
    made = World(engine, ada.id)
    made.request()
    return made


@pytest.mark.usefixtures("anonymous_figures_are_off")
def test_everybody_calls_every_route(world: World, ada: Person, bob: Person, root: Person, nobody: Person) -> None:
    wrong = []
    for each in MATRIX:
        for letter, person in (("N", nobody), ("U", bob), ("O", ada), ("A", root)):
            status = person.call(each.method, each.path(world), **each.send(world)).status_code
            allowed = status not in DENIED
            if allowed != (letter in each.who) or status >= 500:
                wrong.append(f"{each} by {letter}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("anonymous_figures_are_off")
def test_tokens_do_what_their_scopes_say(app: Flask, world: World, ada: Person, root: Person, make_token: Callable[..., Person]) -> None:
    wrong = []
    for scope in ("read", "write", "admin"):
        owner, admin = make_token(ada, scope), make_token(root, scope)
        for each in (each for each in MATRIX if each.scope != "none"):
            person = admin if each.scope == "admin" else owner
            if "O" not in each.who and person is owner:
                person = admin
            status = person.call(each.method, each.path(world), **each.send(world)).status_code
            if (status not in DENIED) != (scope == each.scope) or (scope != each.scope and status != 403):
                wrong.append(f"{each} with {scope}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def make_token(engine: Engine, app: Flask) -> Callable[..., Person]:
    def make(person: Person, scope: Scope) -> Person:
        return Person(app.test_client(use_cookies=False), engine, person.account, create_token(engine, person.id, "one", [scope])[0])

    return make


@pytest.fixture
def anonymous_figures_are_off(app: Flask) -> None:
    """As if everybody called from another machine."""
    inner = app.wsgi_app

    def from_afar(environ: dict[str, Any], start: Any) -> Any:
        return inner(environ | {"REMOTE_ADDR": "203.0.113.9"}, start)

    app.wsgi_app = from_afar  # type: ignore[method-assign,assignment]


def test_admins_tokens_without_the_scope_see_what_users_see(
    world: World, root: Person, make_token: Callable[..., Person], make_person: MakePerson
) -> None:
    script_id = world.script()
    assert root.get(f"/api/scripts/{script_id}").status_code == 200
    assert make_token(root, "read").get(f"/api/scripts/{script_id}").status_code == 404
