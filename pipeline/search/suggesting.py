"""Completions while a question is typed: titles, and commands that are called, of scripts that the viewer sees."""

from dataclasses import dataclass

from db.engine import Engine, execute, reading
from pipeline.library.lists import Filters
from pipeline.search.question import TERM_FIELDS
from pipeline.viewer import Viewer

LAST = "\U0010ffff"  # behind every letter


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`scripts`: how many have it."""

    text: str
    script_id: int | None
    scripts: int


def suggest(engine: Engine, viewer: Viewer, text: str, limit: int) -> list[Suggestion]:
    """Titles for what is typed, commands for its last word."""
    typed = " ".join(text.split())
    words = typed.lower().split()
    last = words[-1] if words else ""
    if not last:
        return []
    begin = last if last.startswith(tuple(f"{name}:" for name in TERM_FIELDS)) else f"command:{last}"
    with reading(engine) as connection:
        titles = execute(connection, "search.suggest_titles", words=Filters(q=typed).parameters["words"], limit=limit, **viewer.parameters).all()
        facts = execute(connection, "search.suggest_facts", first=begin, behind=begin + LAST, limit=limit, **viewer.parameters).all()
    kept = max(limit - len(facts), limit // 2)  # half of the room for titles, more where there are few commands
    found = [Suggestion(row.title, row.id, 1) for row in titles[:kept]]
    return [*found, *(Suggestion(row.term, None, row.scripts) for row in facts)][:limit]
