"""Signing in with a browser: one form, one cookie."""

import secrets
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, render_template, request

from pipeline.accounts import sessions
from pipeline.accounts.errors import AccountLockedError, HashingBusyError, InvalidCredentialsError
from pipeline.accounts.signing_in import check_password
from web.callers import COOKIE, CSRF_COOKIE, CSRF_FIELD, csrf_passes, csrf_token
from web.errors import CsrfError, status_of
from web.limits import Limits
from web.stores import Stores

FORM_COOKIE = "psscript_form"  # what the form's token belongs to, while there is no session yet
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'"
LONGEST_FORM = 16 * 1024


def blueprint(stores: Stores, limits: Limits) -> Blueprint:
    made = Blueprint("pages", __name__, template_folder="ui/templates")

    def sign_in() -> Response:
        return _sign_in(stores)

    def sign_out() -> Response:
        return _sign_out(stores)

    made.add_url_rule("/", "home", _home)
    made.add_url_rule("/sign-in", "sign_in_form", _form)
    made.add_url_rule("/sign-in", "sign_in", limits.applied("sign_in", sign_in), methods=["POST"])
    made.add_url_rule("/sign-out", "sign_out", sign_out, methods=["POST"])
    return made


def _home() -> Response:
    return _page("home.html", caller=g.presence.caller)


def _sign_in(stores: Stores) -> Response:
    _refuse_foreign(FORM_COOKIE)
    try:
        account = check_password(stores.engine, _field("name"), _field("password"))
    except (InvalidCredentialsError, AccountLockedError, HashingBusyError) as error:
        return _form(str(error), status_of(error))
    session = sessions.begin(stores.engine, stores.keys, stores.lifetimes, account)
    response = _to(local(_field("next")))
    age = stores.lifetimes.access
    response.set_cookie(COOKIE, session.token, max_age=age, httponly=True, samesite="Lax", secure=request.is_secure)
    response.set_cookie(CSRF_COOKIE, csrf_token(session.token), max_age=age, samesite="Strict", secure=request.is_secure)
    response.delete_cookie(FORM_COOKIE, path="/sign-in")
    return response


def _sign_out(stores: Stores) -> Response:
    _refuse_foreign(COOKIE)
    if g.presence.caller.session:
        sessions.end(stores.engine, g.presence.caller.id, g.presence.caller.session)
    response = _to("/sign-in")
    response.delete_cookie(COOKIE)
    response.delete_cookie(CSRF_COOKIE)
    return response


def _refuse_foreign(cookie: str) -> None:
    """Raises CsrfError for a form that does not come from a page of ours."""
    request.max_content_length = LONGEST_FORM
    if not csrf_passes(request, request.cookies.get(cookie, "")):
        raise CsrfError


def _form(problem: str = "", status: int = 200) -> Response:
    anchor = secrets.token_urlsafe(24)
    response = _page("sign_in.html", problem=problem, token=csrf_token(anchor), next=local(request.values.get("next", "/")))
    response.status_code = status
    response.set_cookie(FORM_COOKIE, anchor, max_age=3600, path="/sign-in", httponly=True, samesite="Strict", secure=request.is_secure)
    return response


def _page(name: str, **values: object) -> Response:
    token = csrf_token(request.cookies[COOKIE]) if COOKIE in request.cookies else ""
    response = Response(render_template(name, field=CSRF_FIELD, session_token=token, **values), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _to(path: str) -> Response:
    return Response(status=303, headers={"Location": path})


def _field(name: str) -> str:
    return request.form.get(name, "")[:1000].replace("\0", "\ufffd")


def local(address: str) -> str:
    """A path of this server, whatever was asked for."""
    parts = urlsplit(address)
    inside = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if inside else "/"
