"""Texts of the environment become typed values, or one sentence about what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pipeline.errors import InvalidSettingError

TRUE = ("1", "true", "yes", "on")
FALSE = ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Between:
    """Bounds of a number, both allowed."""

    low: float
    high: float = float("inf")

    def __str__(self) -> str:
        return f"at least {self.low:g}" if self.high == float("inf") else f"between {self.low:g} and {self.high:g}"


def read_fields(record: type, environment: Mapping[str, str]) -> dict[str, Any]:
    """What the environment says of the fields of a dataclass; a field is read from the variable of its name in capitals.

    An empty variable counts as not set, as in compose files. Raises InvalidSettingError.
    """
    hints = get_type_hints(record, include_extras=True)
    found: dict[str, Any] = {}
    for field in fields(record):
        name = field.name.upper()
        if text := environment.get(name, "").strip():
            found[field.name] = parse(name, text, hints[field.name])
    return found


def parse(name: str, text: str, kind: Any) -> Any:
    """The value of type `kind` that `text` stands for."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, bounds = get_args(kind)
        return _bounded(name, parse(name, text, inner), bounds)
    if origin in (Union, UnionType):
        return parse(name, text, next(each for each in get_args(kind) if each is not NoneType))
    if origin is Literal:
        return _choice(name, text, get_args(kind))
    if origin is tuple:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return _plain(name, text, kind)


def _bounded(name: str, value: float, bounds: Between) -> float:
    if not bounds.low <= value <= bounds.high:
        raise InvalidSettingError(f"{name} must be {bounds}, not {value:g}.", setting=name)
    return value


def _choice(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise InvalidSettingError(f"{name} must be {' or '.join(choices)}, not {text!r}.", setting=name)
    return text


def _plain(name: str, text: str, kind: Any) -> Any:
    if kind is bool:
        return _boolean(name, text)
    if kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            noun = "whole number" if kind is int else "number"
            raise InvalidSettingError(f"{name} must be a {noun}, not {text!r}.", setting=name) from None
    return Path(text).expanduser() if kind is Path else text


def _boolean(name: str, text: str) -> bool:
    if text.lower() in TRUE + FALSE:
        return text.lower() in TRUE
    raise InvalidSettingError(f"{name} must be true or false, not {text!r}.", setting=name)
