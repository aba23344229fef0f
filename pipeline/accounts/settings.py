"""What a user's frontend remembers, and how that user's scripts are to be judged (`analyzer`)."""

from typing import Any

from db.engine import Engine, execute, reading
from pipeline.analysis.report import Rules
from pipeline.json_text import storable_json


def get_settings(engine: Engine, user_id: int) -> dict[str, Any]:
    with reading(engine) as connection:
        found: dict[str, Any] | None = execute(connection, "users.settings", user_id=user_id).scalar()
    return found or {}


def set_settings(engine: Engine, user_id: int, settings: dict[str, Any]) -> None:
    """Raises SettingsError where `analyzer` is not what a PSScriptAnalyzer settings file may say."""
    Rules(settings.get("analyzer"))
    with reading(engine) as connection:
        execute(connection, "users.set_settings", user_id=user_id, settings=storable_json(settings))
