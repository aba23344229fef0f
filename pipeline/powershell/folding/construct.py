"""What `New-Object`, `[type]::new()` and casts make."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from .binary import bytes_of
from .convert import REALS, elements, to_array, to_integer, to_kind, to_text
from .encodings import encoding_property
from .outcome import Unknown, fail
from .regex_methods import make_regex
from .secrets import Aes, Decryptor
from .statics import STATIC_METHODS
from .streams import Inflating, Reader, Stream
from .types import resolve
from .values import (
    BYTES,
    INTEGER_RANGES,
    Array,
    Char,
    CustomObject,
    Encoding,
    Hashtable,
    List,
    Number,
    Regex,
    SecureString,
    StringBuilder,
    Type,
    number,
    numeric_type,
)

if TYPE_CHECKING:
    from .session import Session

_INFLATING: Final = ("IO.Compression.DeflateStream", "IO.Compression.GZipStream", "IO.Compression.ZLibStream")
_ENCODINGS: Final = {
    "Text.UTF8Encoding": "utf8", "Text.ASCIIEncoding": "ascii", "Text.UnicodeEncoding": "unicode", "Text.UTF7Encoding": "utf7",
    "Text.UTF32Encoding": "utf32",
}
_ALGORITHMS: Final = ("AesManaged", "RijndaelManaged", "AesCryptoServiceProvider")
_SIMPLE: Final = frozenset({*INTEGER_RANGES, *REALS, "String", "Char", "Boolean"})


def construct(session: Session, name: str, args: list[object]) -> object:
    """A new object of a type; `args` are the constructor's."""
    made = _stream(session, name, args)
    if made is not None:
        return made
    if name in _ENCODINGS:
        return _encoding(name, args)
    if name in ("Collections.ArrayList", "Text.StringBuilder") or name.startswith("Collections.Generic.List["):
        return _growing(name, args)
    if name in ("Collections.Hashtable", "Collections.Specialized.OrderedDictionary", "Collections.Generic.Dictionary") and not args:
        return Hashtable(ordered=name != "Collections.Hashtable")
    if name == "Text.RegularExpressions.Regex" and args:
        return make_regex(args)
    if name == "String" and args:
        return STATIC_METHODS["String", "new"](session, args)
    if name.rpartition(".")[2] in _ALGORITHMS and not args:
        return Aes()
    if name in ("Net.NetworkCredential", "Management.Automation.PSCredential") and len(args) >= 2:
        return _credential(name, args)
    if name.endswith("[]") and len(args) == 1:
        return _empty_array(session, name[:-2], args[0])
    if name == "Security.SecureString" and not args:
        return SecureString("")
    if name in ("Object", "Management.Automation.PSObject") and not args:
        return CustomObject({}, "System.Object")
    raise Unknown(f"a new {name}")


def _stream(session: Session, name: str, args: list[object]) -> object:
    if name == "IO.MemoryStream":
        return _memory(session, args)
    if name in _INFLATING and len(args) in (2, 3) and isinstance(args[0], Stream):
        if to_text(args[1]).lower() not in ("decompress", "0"):
            raise Unknown("a stream that compresses")
        return Inflating(args[0], name)
    if name == "IO.StreamReader" and args and isinstance(args[0], Stream):
        encoding = next((arg for arg in args[1:] if isinstance(arg, Encoding)), Encoding("UTF8"))
        if len(args) > 1 and not isinstance(args[1], Encoding | bool):
            raise Unknown("a reader with such arguments")
        return Reader(args[0], encoding)
    if name == "Security.Cryptography.CryptoStream" and len(args) == 3 and isinstance(args[0], Stream) and isinstance(args[1], Decryptor):
        if to_text(args[2]).lower() not in ("read", "0"):
            raise Unknown("a stream that encrypts what is written")
        return Stream(args[1].run(args[0].read(session.budget), session.budget), name)
    if name == "IO.StringReader" and len(args) == 1:
        return Reader(None, Encoding("UTF8"), to_text(args[0]))
    return None


def _memory(session: Session, args: list[object]) -> Stream:
    if not args or (len(args) == 1 and not isinstance(args[0], Array)):
        return Stream()
    data = bytes_of(args[0])
    session.budget.allow(len(data))
    if len(args) >= 3 and numeric_type(args[1]) and numeric_type(args[2]):
        start = to_integer(args[1])
        data = data[start:start + to_integer(args[2])]
    elif len(args) > 2:
        raise Unknown("a MemoryStream with such arguments")
    return Stream(data)


def _encoding(name: str, args: list[object]) -> Encoding:
    found = encoding_property(_ENCODINGS[name])
    if found is None or (name == "Text.UnicodeEncoding" and args and args[0] is True):
        raise Unknown("a big-endian encoding")
    return found


def _growing(name: str, args: list[object]) -> object:
    if name == "Text.StringBuilder":
        return StringBuilder(args[0] if args and isinstance(args[0], str) else "")
    items = args[0].items if args and isinstance(args[0], Array) else []
    if name == "Collections.ArrayList":
        return List(items)
    element = name.partition("[")[2][:-1]
    return List([to_kind(item, element) for item in items], element, f"System.Collections.Generic.List`1[[System.{element}]]")


def _credential(name: str, args: list[object]) -> CustomObject:
    secret = args[1]
    if name == "Net.NetworkCredential" and isinstance(secret, SecureString):
        secret = secret.text
    return CustomObject({"username": to_text(args[0]), "password": secret}, f"System.{name}")


def _empty_array(session: Session, element: str, length: object) -> Array:
    count = to_integer(length)
    if count < 0:
        fail("Arithmetic operation resulted in an overflow.", "OverflowException")
    session.budget.allow_items(count)
    return Array([_default(element)] * count, element)


def _default(element: str) -> object:
    if element == "Byte":
        return BYTES[0]
    if element == "Char":
        return Char(0)
    if element == "Boolean":
        return False
    return number(element, 0) if element in INTEGER_RANGES or element in REALS else None


def cast(session: Session, value: object, name: str) -> object:
    """`[name]value`."""
    if name in _SIMPLE:
        return _simple(value, name)
    if name in ("Object", "Management.Automation.PSObject"):
        return _object(value) if name != "Object" else value
    if name == "Void":
        return None
    if name in ("Array", "Object[]"):
        return _as_array(value)
    if name.endswith("[]"):
        session.budget.allow_items(len(value) if isinstance(value, str) else len(elements(value)))
        return None if value is None else to_array(value, name[:-2])
    if name == "Numerics.BigInteger":
        return Number("BigInteger", to_integer(value, "BigInteger"))
    if name == "Text.RegularExpressions.Regex":
        return value if isinstance(value, Regex) else make_regex([value])
    if name == "Management.Automation.SwitchParameter":
        return to_kind(value, "Boolean")
    return _other(session, value, name)


def _simple(value: object, name: str) -> object:
    if name in INTEGER_RANGES and isinstance(value, float) and not math.isfinite(value):
        fail("Value was either too large or too small.", "PSInvalidCastException")
    if isinstance(value, bool) and name == "Char":
        fail('Invalid cast from "Boolean" to "Char".', "PSInvalidCastException")
    return to_kind(value, name)


def _object(value: object) -> object:
    if isinstance(value, Hashtable):
        return CustomObject({to_text(key): entry for key, entry in value.entries.values()})
    return value


def _as_array(value: object) -> object:
    if value is None or (isinstance(value, Array) and not isinstance(value, List)):
        return value
    return Array(elements(value))


def _other(session: Session, value: object, name: str) -> object:
    if name == "IO.MemoryStream" and isinstance(value, Array):
        return construct(session, name, [value])
    if name in ("Collections.ArrayList", "Text.StringBuilder") or name.startswith("Collections.Generic.List["):
        if isinstance(value, List) or (isinstance(value, Array) and name == "Text.StringBuilder"):
            raise Unknown(f"a cast to {name}")
        return construct(session, name, [value])
    if name in ("Collections.Hashtable", "Collections.Specialized.OrderedDictionary") and isinstance(value, Hashtable):
        return value
    if name == "Type":
        return value if isinstance(value, Type) else Type(resolve(to_text(value)))
    if isinstance(value, Encoding) and name.endswith("Encoding"):
        return value
    if name in ("Text.RegularExpressions.RegexOptions", "StringSplitOptions", "StringComparison") and (numeric_type(value) or isinstance(value, str)):
        return value
    raise Unknown(f"a cast to {name}")

