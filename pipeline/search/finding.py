"""A search from end to end: what was asked, what was found, as it is shown."""

from dataclasses import dataclass, fields

from db.engine import Engine, execute, reading
from pipeline.config import Settings
from pipeline.library.lists import Filters
from pipeline.library.records import ScriptSummary
from pipeline.search.arms import Hit, Mode
from pipeline.search.highlights import Highlight, highlights
from pipeline.search.question import understand
from pipeline.search.ranking import Ranked, rank
from pipeline.viewer import Viewer

_SUMMARY = tuple(each.name for each in fields(ScriptSummary))


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with its script."""

    script: ScriptSummary
    hit: Hit
    highlights: list[Highlight]


def search(engine: Engine, settings: Settings, viewer: Viewer, text: str, filters: Filters, mode: Mode, limit: int) -> tuple[list[Shown], Ranked]:
    """Raises QuestionError."""
    asked = understand(text)
    ranked = rank(engine, settings, viewer, asked, filters, mode, limit)
    with reading(engine) as connection:
        rows = execute(connection, "search.found", scripts=[hit.script_id for hit in ranked.hits], **viewer.parameters).mappings()
        found = {row["id"]: row for row in rows}
    shown = []
    for hit in ranked.hits:
        if row := found.get(hit.script_id):
            marked = highlights(row["title"], row["description"], row["content"], hit.terms or asked.terms)
            shown.append(Shown(ScriptSummary(**{name: row[name] for name in _SUMMARY}), hit, marked))
    return shown, ranked
