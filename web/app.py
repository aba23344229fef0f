"""create_app: the settings of an operator become an application."""

import functools
from collections.abc import Callable
from typing import Any

from flask import Flask, Response
from werkzeug.routing import BaseConverter

from pipeline.config import Settings
from web import (
    admin,
    analytics,
    auth,
    batches,
    categories,
    dashboard,
    docs,
    edges,
    editing,
    errors,
    executions,
    health,
    logs,
    metrics,
    near,
    outgoing,
    pages,
    scripts,
    search,
    storing,
    tags,
    tokens,
    uploads,
    users,
    versions,
    webhooks,
)
from web.dispatch import dispatch
from web.endpoint import Endpoint, Noun
from web.limits import Limits
from web.stores import Stores, open_stores

NOUNS: tuple[Noun, ...] = (
    auth.noun,
    tokens.noun,
    uploads.noun,
    batches.statuses,
    batches.noun,
    search.noun,
    near.noun,
    scripts.noun,
    versions.noun,
    categories.noun,
    tags.noun,
    users.noun,
    executions.noun,
    analytics.noun,
    webhooks.noun,
    admin.noun,
    editing.noun,
    storing.noun,
    health.noun,
)


class IdConverter(BaseConverter):
    """What can be an id at all, 1 to 2147483647; anything else is not found. Said by the expression, since a converter that raises gives 405."""

    regex = (
        r"(?:[1-9]\d{0,8}|1\d{9}|20\d{8}|21[0-3]\d{7}|214[0-6]\d{6}|2147[0-3]\d{5}|21474[0-7]\d{4}|214748[0-2]\d{3}|2147483[0-5]\d{2}"
        r"|21474836[0-3]\d|214748364[0-7])"
    )

    def to_python(self, value: str) -> int:
        return int(value)


def create_app(settings: Settings) -> Flask:
    """Connects to nothing and starts nothing; a web process may be forked from where it was made."""
    app = Flask(__name__, static_folder="ui/static", static_url_path="/ui", template_folder="ui/templates")
    app.url_map.converters["id"] = IdConverter
    app.url_map.strict_slashes = False
    stores = open_stores(settings)
    app.extensions["psscript"] = stores
    logs.install(app)
    outgoing.install(app, settings)  # what is installed first is done to answers last
    metrics.install(app, stores)
    edges.install(app, stores)
    limits = Limits(app, settings)
    errors.install(app, limits)
    for noun in NOUNS:
        app.register_blueprint(noun.blueprint(functools.partial(view, stores, limits)))
    app.register_blueprint(docs.blueprint(endpoints()))
    app.register_blueprint(pages.blueprint(stores, limits))
    dashboard.install(app, stores)
    return app


def view(stores: Stores, limits: Limits, endpoint: Endpoint) -> Callable[..., Response]:
    """What Flask calls for an endpoint."""

    def call(**path: Any) -> Response:
        return dispatch(stores, endpoint, path)

    call.__name__ = endpoint.name
    return call if endpoint.rate == "none" else limits.applied(endpoint.rate, call)


def endpoints() -> tuple[Endpoint, ...]:
    """All that the contract has."""
    return tuple(endpoint for noun in NOUNS for endpoint in noun.endpoints)
