"""What scripts are filed under."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.engine import Engine, execute, reading, transaction
from db.errors import AlreadyExistsError
from db.records import records
from pipeline.accept import NoSuchCategoryError
from pipeline.audit import record
from pipeline.errors import PermanentError
from pipeline.viewer import Viewer


class CategoryTakenError(PermanentError):
    """There is a category of this name already."""

    code = "category_already_exists"


@dataclass(frozen=True, slots=True)
class CountedCategory:
    id: int
    name: str
    description: str | None
    created_at: datetime
    updated_at: datetime
    script_count: int  # that the viewer sees


def list_categories(engine: Engine, viewer: Viewer) -> list[CountedCategory]:
    with reading(engine) as connection:
        return records(CountedCategory, execute(connection, "categories.list", **viewer.parameters))


def get_category(engine: Engine, viewer: Viewer, category_id: int) -> CountedCategory:
    """Raises NoSuchCategoryError."""
    with reading(engine) as connection:
        found = records(CountedCategory, execute(connection, "categories.get", category_id=category_id, **viewer.parameters))
    if not found:
        raise NoSuchCategoryError
    return found[0]


def create_category(engine: Engine, name: str, description: str | None) -> int:
    """Its id. Raises CategoryTakenError."""
    try:
        with transaction(engine) as connection:
            return int(execute(connection, "categories.create", name=name, description=description).scalar_one())
    except AlreadyExistsError as error:
        raise CategoryTakenError from error


def change_category(engine: Engine, category_id: int, fields: dict[str, Any]) -> None:
    """What is not in `fields` stays. Raises NoSuchCategoryError, CategoryTakenError."""
    chosen = {f"set_{name}": name in fields for name in ("name", "description")}
    try:
        with transaction(engine) as connection:
            changed = execute(
                connection,
                "categories.change",
                category_id=category_id,
                name=fields.get("name"),
                description=fields.get("description"),
                **chosen,
            ).first()
    except AlreadyExistsError as error:
        raise CategoryTakenError from error
    if changed is None:
        raise NoSuchCategoryError


def delete_category(engine: Engine, category_id: int) -> None:
    """Raises NoSuchCategoryError."""
    with transaction(engine) as connection:
        if execute(connection, "categories.delete", category_id=category_id).first() is None:
            raise NoSuchCategoryError
        record(connection, "category_deleted", target=f"category:{category_id}")
