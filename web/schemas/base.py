"""What every model of the wire shares: camelCase names, no unknown fields, no text that PostgreSQL cannot hold, times in UTC."""

import math
import re
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic.alias_generators import to_camel

LARGEST = 2**31 - 1  # of an id
DEEPEST = 20  # nesting of JSON that is kept as it comes


class Model(BaseModel):
    """What goes out."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, from_attributes=True, extra="forbid", allow_inf_nan=False, protected_namespaces=()
    )


class Request(BaseModel):
    """What comes in."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", allow_inf_nan=False, protected_namespaces=(), hide_input_in_errors=True, frozen=True
    )


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("text cannot hold the NUL character")
    return text


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _to_utc(moment: datetime) -> datetime:
    """The columns hold UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def whole(value: Any) -> Any:
    """Of a query or form: pydantic would also take `1_000`, ` 7` and `7.0`."""
    if isinstance(value, str) and not (value.removeprefix("-").isascii() and value.removeprefix("-").isdigit() and len(value) < 20):
        raise ValueError("a whole number is needed")
    return value


def _integral(value: Any) -> Any:
    """JSON knows one kind of number, and 7.0 is as whole as 7."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _iso(value: Any) -> Any:
    """Pydantic would also take seconds since 1970."""
    if isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d[Tt ]", value, re.ASCII):
        raise ValueError("a time as ISO 8601 is needed")
    return value


def _flag(value: Any) -> Any:
    """Of a query or form."""
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError("true or false is needed")
        return value == "true"
    return value


def _bounded(value: Any, depth: int = 0) -> Any:
    """JSON that PostgreSQL can hold and nobody has to wait for."""
    if depth > DEEPEST:
        raise ValueError(f"JSON is nested at most {DEEPEST} deep here")
    if isinstance(value, str):
        return _no_nul(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number is out of range")
    if isinstance(value, int) and abs(value) > 2**63:
        raise ValueError("a number is out of range")
    if isinstance(value, dict):
        return {_no_nul(name): _bounded(each, depth + 1) for name, each in value.items()}
    if isinstance(value, list):
        return [_bounded(each, depth + 1) for each in value]
    return value


Json = Annotated[Any, AfterValidator(_bounded)]
Text = Annotated[str, AfterValidator(_no_nul), Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})]
# What counts as white space differs between readers of patterns: here it is what any of them means.
_SOLID = r"[^\s\x00\x1c-\x1f\x85\ufeff]"
# Without blanks at its ends, in one line.
Name = Annotated[str, Field(min_length=1, max_length=255, pattern=rf"^{_SOLID}([^\x00\r\n]*{_SOLID})?$")]
Utc = Annotated[datetime, PlainSerializer(_utc, return_type=str), WithJsonSchema({"type": "string", "format": "date-time"})]
Moment = Annotated[datetime, AfterValidator(_to_utc)]
Id = Annotated[int, Field(ge=1, le=LARGEST), BeforeValidator(_integral)]
# The same as they stand in a query string or a form, where all is text.
# The bounds stand first, so that they are those of the number and stand in the contract, too.
IdText = Annotated[int, Field(ge=1, le=LARGEST), BeforeValidator(whole)]
PageSize = Annotated[int, Field(ge=1, le=100), BeforeValidator(whole)]
PageNumber = Annotated[int, Field(ge=1, le=100_000), BeforeValidator(whole)]
MomentText = Annotated[datetime, BeforeValidator(_iso), AfterValidator(_to_utc)]
FlagText = Annotated[bool, BeforeValidator(_flag)]

Anything = TypeVar("Anything", bound=Model)


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema for queries and forms, where what is not said is left out, never null."""
    given = {name: value for name, value in schema.items() if name not in ("title", "default") or (name == "default" and value is not None)}
    if "anyOf" not in given:
        return given
    kinds = [each for each in given.pop("anyOf") if each.get("type") != "null"]
    return given | (kinds[0] if len(kinds) == 1 else {"anyOf": kinds})


class Page(Model):
    """The end of every list."""

    total: int
    page: int
    total_pages: int
    next_cursor: str | None


class ErrorBody(Model):
    """Every refusal."""

    error: str
    message: str
    details: dict[str, Any] | None = None
    request_id: str


class Paging(Request):
    """How much of a list, and from where. `cursor` stays right while rows are inserted; `page` counts from 1."""

    limit: PageSize = 20
    cursor: Annotated[Text, Field(max_length=2000)] | None = None
    page: PageNumber | None = None
