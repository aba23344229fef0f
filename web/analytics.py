"""Figures over all that the caller may see."""

from typing import Any

from pipeline.library import analytics
from web.caching import kept
from web.call import Answer, Call
from web.endpoint import ADMINS, SIGNED_IN, Noun
from web.schemas.analytics import Averages, CategoriesFigures, CategoryFigures, Levels, Pipeline, Security, Usage

noun = Noun("analytics", "/api/analytics")


@noun.get("/usage", SIGNED_IN, answers={200: Usage})
def get_usage(call: Call) -> Answer:
    """How much there is and what happens with it."""
    return _cached(call, "usage", lambda: Usage.model_validate(analytics.usage(call.engine, call.viewer)))


@noun.get("/security", SIGNED_IN, answers={200: Security})
def get_security(call: Call) -> Answer:
    """Average scores, how many scripts are at which level, the commonest findings."""
    return _cached(call, "security", lambda: _security(call))


@noun.get("/categories", SIGNED_IN, answers={200: CategoriesFigures})
def get_categories_figures(call: Call) -> Answer:
    """Scripts and average scores by category."""
    return _cached(call, "categories", lambda: _categories(call))


@noun.get("/pipeline", ADMINS, answers={200: Pipeline})
def get_pipeline_figures(call: Call) -> Pipeline:
    """Throughput, latencies of the stages and failures of the last day."""
    return Pipeline.model_validate(analytics.pipeline(call.engine))


def _cached(call: Call, what: str, make: Any) -> Answer:
    key = f"analytics:{what}:{call.viewer.scope}"
    return Answer(kept(call.stores, key, call.settings.cache_analytics_ttl, make))


def _security(call: Call) -> Security:
    found = analytics.security(call.engine, call.viewer)
    return Security(
        scripts=found["scripts"],
        averages=_averages(found),
        levels=Levels.model_validate({name: found[name] for name in Levels.model_fields}),
        findings=found["findings"],
    )


def _categories(call: Call) -> CategoriesFigures:
    rows = analytics.categories(call.engine, call.viewer)
    return CategoriesFigures(
        categories=[CategoryFigures(id=row["id"], name=row["name"], scripts=row["scripts"], averages=_averages(row)) for row in rows]
    )


def _averages(row: dict[str, Any]) -> Averages:
    return Averages(security=row["security"], quality=row["quality"], risk=row["risk"])
