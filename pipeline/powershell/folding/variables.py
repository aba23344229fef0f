"""Reading and writing variables by the path that a script writes: `name`, `script:name`, `env:name`, `variable:name`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from .convert import to_text
from .outcome import Unknown

if TYPE_CHECKING:
    from .evaluate import Evaluator

_CONSTANTS: Final[dict[str, object]] = {"true": True, "false": False, "null": None}
_SCOPES: Final = frozenset({"script", "global", "local", "private", "variable", "using"})


@lru_cache(maxsize=1024)
def split_path(path: str) -> tuple[str, str]:
    """Scope or drive, and name, both in lower case; a scope of PowerShell's own counts as none."""
    before, colon, after = path.lower().partition(":")
    if not colon:
        return "", before
    return ("outer" if before in ("script", "global") else "" if before in _SCOPES else before), after


def read(evaluator: Evaluator, path: str) -> object:
    """The value of a variable."""
    where, name = split_path(path)
    if where == "env":
        own = evaluator.scope.find(f"env:{name}")
        return evaluator.host.environment(name) if own is NotImplemented else own
    if where not in ("", "outer"):
        raise Unknown(f"${path}")
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    name = "_" if name == "psitem" else name
    scope = evaluator.scope.outermost() if where else evaluator.scope
    value = scope.find(name)
    return evaluator.unset_variable(name) if value is NotImplemented else value


def write(evaluator: Evaluator, path: str, value: object) -> None:
    """Assign a variable."""
    where, name = split_path(path)
    if where == "env":
        evaluator.scope.outermost().set(f"env:{name}", to_text(value))
        return
    if where not in ("", "outer"):
        raise Unknown(f"an assignment to ${path}")
    if name in _CONSTANTS:
        return
    scope = evaluator.scope.outermost() if where else evaluator.scope
    old = scope.values.get(name)
    if old.__class__ is not value.__class__ or not isinstance(value, int | bool | None) or old != value:
        evaluator.progress += 1
    scope.set(name, value)
