"""Figures for Prometheus: requests and database times of all processes together, and what PostgreSQL and Redis say of the rest."""

import time
from collections.abc import Iterable

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.values import MutexValue, ValueClass

from db.engine import time_statements
from pipeline.measuring import Measure, Measured
from web.callers import Presence
from web.errors import ForbiddenError
from web.stores import Stores

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def is_shared() -> bool:
    """Whether the figures of several processes are added up: the library that keeps them has read its variable
    (PROMETHEUS_MULTIPROC_DIR) itself.
    """
    return ValueClass is not MutexValue


class Figures:
    """Of this process, added up over all processes where a folder for that is set."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        several = is_shared()
        into = None if several else self.registry
        self.requests = Counter("psscript_requests_total", "Requests by route and status.", ("method", "route", "status"), registry=into)
        self.request_seconds = Histogram("psscript_request_seconds", "How long requests take.", ("route",), buckets=SECONDS, registry=into)
        self.query_seconds = Histogram("psscript_database_seconds", "How long statements take.", buckets=SECONDS, registry=into)
        self.pool = Gauge("psscript_database_connections", "Connections in use.", multiprocess_mode="livesum", registry=into)
        self.cache = Counter("psscript_cache_total", "Looks into the cache.", ("result",), registry=into)
        if several:
            MultiProcessCollector(self.registry)  # type: ignore[no-untyped-call]


class Library:
    """What is asked of PostgreSQL and Redis when the figures are fetched."""

    def __init__(self, stores: Stores) -> None:
        self._measure = Measure(stores.engine, stores.queues)

    def collect(self) -> Iterable[Metric]:
        found = self._measure()
        yield _gauge("psscript_uploads", "Uploads by status.", "status", found.uploads)
        yield _gauge("psscript_queue_jobs", "Jobs that wait, by lane.", "lane", found.queues)
        yield _gauge("psscript_processes", "Processes that were seen lately, by kind.", "kind", found.processes)
        yield from _stages(found)
        deadlocks = CounterMetricFamily("psscript_database_deadlocks", "Deadlocks that PostgreSQL found in this database.")
        deadlocks.add_metric([], found.deadlocks)
        yield deadlocks


def install(app: Flask, stores: Stores) -> None:
    figures = Figures()
    figures.registry.register(Library(stores))
    seen = {"hits": 0, "misses": 0}

    time_statements(stores.engine, figures.query_seconds.observe)

    @app.after_request
    def count(response: Response) -> Response:
        route = str(request.url_rule) if request.url_rule else "none"
        figures.requests.labels(request.method, route, response.status_code).inc()
        figures.request_seconds.labels(route).observe(time.perf_counter() - g.began)
        figures.pool.set(stores.engine.pool.checkedout())  # type: ignore[attr-defined]  # of a QueuePool
        for name, now in (("hits", stores.cache.hits), ("misses", stores.cache.misses)):
            if now > seen[name]:
                figures.cache.labels(name).inc(now - seen[name])
                seen[name] = now
        return response

    app.register_blueprint(_blueprint(figures))


def _blueprint(figures: Figures) -> Blueprint:
    made = Blueprint("metrics", __name__)

    @made.get("/metrics")
    def metrics() -> Response:
        admit(g.presence, g.address, forwarded="X-Forwarded-For" in request.headers or "Forwarded" in request.headers)
        return Response(generate_latest(figures.registry), content_type=CONTENT_TYPE)

    return made


def admit(found: Presence, address: str | None, *, forwarded: bool) -> None:
    """Administrators, and whoever asks from this very machine, not through a proxy."""
    if found.refusal:
        raise found.refusal
    if not found.caller.is_admin and (forwarded or address not in ("127.0.0.1", "::1")):
        raise ForbiddenError("Figures are for administrators, and for who asks from the server's own machine.")


def _gauge(name: str, what: str, label: str, values: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, what, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _stages(found: Measured) -> Iterable[Metric]:
    runs = CounterMetricFamily("psscript_stage_runs", "Runs of stages on batches that are still kept, by outcome.", labels=["stage", "outcome"])
    seconds = CounterMetricFamily("psscript_stage_seconds", "How long these took together.", labels=["stage"])
    for stage, outcome, number in found.runs:
        runs.add_metric([stage, outcome], number)
    for stage, total in found.seconds.items():
        seconds.add_metric([stage], total)
    yield runs
    yield seconds
