"""Commands that make one thing of another: texts, objects, secrets, JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from .binary import bytes_of
from .construct import construct
from .convert import elements, item_text, to_text
from .functions import arguments_of
from .members import member
from .numbers import fits
from .outcome import Unknown
from .secrets import secure_string
from .types import resolve
from .values import Array, CustomObject, Number, ScriptBlock, SecureString, numeric_type, utf16

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.powershell.nodes import CommandAst

    from .evaluate import Evaluator



def _out_string(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    named, _ = arguments_of(evaluator, node, {"inputobject": False, "stream": True, "nonewline": True, "width": False})
    items = elements(named["inputobject"]) if "inputobject" in named else piped or []
    if not all(isinstance(item, str) or numeric_type(item) for item in items) or "width" in named:
        raise Unknown("an object as it is shown")
    texts = [item_text(item) for item in items]
    if "stream" in named:
        return list(texts)
    newline = "" if "nonewline" in named else evaluator.host.newline
    return ["".join(text + newline for text in texts)]


def _new_object(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`New-Object`: its arguments may stand in one array or be the rest of the command."""
    del piped
    named, positional = arguments_of(evaluator, node, {"typename": False, "argumentlist": False, "property": False, "comobject": False})
    if "comobject" in named or "property" in named:
        raise Unknown("an object with properties")
    name = to_text(named.get("typename", positional.pop(0) if positional else None))
    given = named["argumentlist"] if "argumentlist" in named else positional[0] if positional else None
    if len(positional) > 1:
        raise Unknown("New-Object with further arguments")
    args = list(given.items) if isinstance(given, Array) and given.element == "Object" else [] if given is None else [given]
    return [construct(evaluator, resolve(name, evaluator.namespaces), args)]


def _secure_string(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    named, positional = arguments_of(evaluator, node, {
        "string": False, "key": False, "securekey": False, "asplaintext": True, "force": True,
    })
    text = to_text(named["string"] if "string" in named else positional[0] if positional else piped[0] if piped else None)
    if "asplaintext" in named:
        return [SecureString(text)]
    if "securekey" in named:
        secret = named["securekey"]
        if not isinstance(secret, SecureString):
            raise Unknown("a key that is no secure string")
        key = secret.text.encode("utf-16-le", "surrogatepass")
    elif "key" in named:
        key = bytes_of(named["key"])
    else:
        raise Unknown("a secret protected by the account of a user")
    return [secure_string(text, key, evaluator.budget)]


def _join_string(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    named, positional = arguments_of(evaluator, node, {
        "separator": False, "property": False, "outputprefix": False, "outputsuffix": False, "singlequote": True, "doublequote": True,
    })
    by = named.get("property", positional[0] if positional else None)
    if isinstance(by, ScriptBlock):
        texts = [item_text(each) for item in piped or [] for each in evaluator.call(by, item)]
    else:
        texts = [item_text(item if by is None else member(evaluator, item, to_text(by).lower())) for item in piped or []]
    quote = "'" if "singlequote" in named else '"' if "doublequote" in named else ""
    separator = to_text(named.get("separator"))
    joined = separator.join(f"{quote}{text}{quote}" for text in texts)
    return [evaluator.budget.made(f"{to_text(named.get('outputprefix'))}{joined}{to_text(named.get('outputsuffix'))}")]


def _from_secure(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`ConvertFrom-SecureString -AsPlainText`."""
    named, positional = arguments_of(evaluator, node, {"securestring": False, "asplaintext": True, "key": False, "securekey": False})
    secret = named.get("securestring", positional[0] if positional else piped[0] if piped else None)
    if "asplaintext" not in named or not isinstance(secret, SecureString):
        raise Unknown("an exported secure string")
    return [secret.text]


def _from_json(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    named, positional = arguments_of(evaluator, node, {"inputobject": False, "ashashtable": True, "depth": False, "noenumerate": True})
    given = named.get("inputobject", positional[0] if positional else None)
    text = to_text(given) if given is not None else "\n".join(to_text(each) for each in piped or [])
    evaluator.budget.allow(len(text))
    try:
        return elements(_of_json(json.loads(text)))
    except (ValueError, RecursionError):
        raise Unknown("text that is no JSON") from None


def _of_json(value: object) -> object:
    """Objects, lists, and whole numbers as 64 bits."""
    if isinstance(value, dict):
        return CustomObject({key: _of_json(each) for key, each in value.items()})
    if isinstance(value, list):
        return Array([_of_json(each) for each in value])
    if isinstance(value, int) and not isinstance(value, bool):
        return Number("Int64", value) if fits(value, "Int64") else float(value)
    return utf16(value) if isinstance(value, str) else value


HANDLERS: Final[dict[str, Callable[[Evaluator, CommandAst, list[object] | None], list[object]]]] = {
    "out-string": _out_string, "new-object": _new_object, "convertto-securestring": _secure_string, "convertfrom-securestring": _from_secure,
    "join-string": _join_string, "convertfrom-json": _from_json,
}
