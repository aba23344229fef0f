"""Runs on the wire."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from web.schemas.base import Json, Model, Page, Request, Text, Utc
from web.schemas.scripts import NamedUser

Status = Literal["success", "failure", "timeout", "cancelled"]
StatusHere = Literal["queued", "running", "success", "failure", "timeout", "cancelled", "lost"]  # of a run that was asked for here
NAME = r"^[A-Za-z_][A-Za-z0-9_]{0,127}$"
ParameterName = Annotated[str, Field(pattern=NAME)]


def _plain(value: Any) -> Any:
    """What stands on a command line."""
    if isinstance(value, str | int | float | bool) or (isinstance(value, list) and all(isinstance(each, str | int | float) for each in value)):
        return value
    raise ValueError("a parameter is a text, a number, true, false, or a list of texts and numbers")


# What the models check of names and values, said as a schema.
_SCALARS: list[dict[str, Any]] = [
    {"type": "string", "pattern": r"^[^\u0000]*$"},
    {"type": "number", "minimum": -(2**63), "maximum": 2**63},
    {"type": "boolean"},
]
_PLAIN = {"anyOf": [*_SCALARS, {"type": "array", "items": {"anyOf": _SCALARS}}]}
_COMMAND = {"type": "object", "maxProperties": 100, "propertyNames": {"pattern": NAME}, "additionalProperties": _PLAIN}
_REPORTED = {"type": "object", "maxProperties": 200, "propertyNames": {"maxLength": 255, "pattern": r"^[^\u0000]*$"}}

Parameters = Annotated[dict[Annotated[Text, Field(max_length=255)], Json], Field(max_length=200), WithJsonSchema(_REPORTED)]


class NewRun(Request):
    """`executionTime` in milliseconds. What looks like a secret in `parameters` is masked before it is stored."""

    status: Status
    execution_time: Annotated[float, Field(ge=0, le=1e12)] | None = None
    parameters: Parameters = Field(default={})
    error_message: Annotated[Text, Field(max_length=10_000)] | None = None


class Reported(Model):
    id: int


class Run(Model):
    id: int
    script_id: int
    user: NamedUser | None
    status: StatusHere
    execution_time: float | None
    parameters: Any
    error_message: str | None
    ip_address: str | None
    created_at: Utc
    version: int | None
    exit_code: int | None
    reason: str | None
    started_at: Utc | None
    ended_at: Utc | None


class RunInFull(Run):
    """`output`: what a script that was run here wrote, without what looked like a secret."""

    output: str | None
    output_truncated: bool | None


class Ordered(Model):
    id: int
    script_id: int
    version: int
    status: Literal["queued"] = "queued"
    status_url: str


class Runs(Page):
    executions: list[Run]


class Execute(Request):
    """Parameters of the script, by name."""

    parameters: Annotated[dict[ParameterName, Annotated[Json, AfterValidator(_plain)]], Field(max_length=100), WithJsonSchema(_COMMAND)] = Field(
        default={}
    )
