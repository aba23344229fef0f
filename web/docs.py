"""The contract for programs, and as a page to browse; everything it needs is served from here."""

from functools import cache
from importlib.metadata import version
from pathlib import Path

import flask_swagger_ui
from flask import Blueprint, Response, render_template, send_from_directory

from web.answers import json_response
from web.endpoint import Endpoint
from web.openapi import document

ASSETS = Path(flask_swagger_ui.__file__).parent / "dist"
# Swagger UI writes styles into its elements and shows its icons as data.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"


def blueprint(endpoints: tuple[Endpoint, ...]) -> Blueprint:
    made = Blueprint("docs", __name__, template_folder="ui/templates")

    @cache
    def described() -> dict[str, object]:
        return document(endpoints, version("psscript"))

    @made.get("/api/openapi.json")
    def openapi() -> Response:
        return json_response(described())

    @made.get("/api/docs")
    def docs() -> Response:
        response = Response(render_template("docs.html"), content_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @made.get("/api/docs/<path:name>")
    def docs_asset(name: str) -> Response:
        response = send_from_directory(ASSETS, name)
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response

    return made
