"""Members of values that are neither texts, numbers nor collections: encodings, streams, readers, builders, secrets, matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .binary import bytes_of
from .convert import script_text, to_char, to_integer, to_text
from .encodings import decode, encode
from .format import compose, dotnet_text
from .outcome import Unknown, fail
from .regex_methods import regex_method
from .secrets import Aes, Decryptor
from .streams import Inflating, Reader, Stream
from .strings import METHODS as STRING_METHODS
from .values import (
    Array,
    CustomObject,
    Encoding,
    Match,
    Number,
    Regex,
    ScriptBlock,
    SecureString,
    StringBuilder,
    Type,
    byte_array,
    characters,
    numeric_type,
    type_name,
)

if TYPE_CHECKING:
    from .session import Session

_CLOSING = frozenset({"close", "dispose", "flush"})


def call(session: Session, target: object, name: str, args: list[object]) -> object:
    """A method of such a value."""
    try:
        return _call(session, target, name, args)
    except IndexError:
        raise Unknown(f"{name} with {len(args)} arguments") from None


def _call(session: Session, target: object, name: str, args: list[object]) -> object:
    if isinstance(target, Encoding):
        return _encoding(session, target, name, args)
    if isinstance(target, Stream):
        return _stream(session, target, name, args)
    if isinstance(target, Reader):
        return _reader(session, target, name, args)
    if isinstance(target, StringBuilder):
        return _builder(session, target, name, args)
    if isinstance(target, Regex):
        return regex_method(session, target, name, args)
    if isinstance(target, Aes):
        return _aes(target, name, args)
    if isinstance(target, Decryptor) and name == "transformfinalblock":
        return target.final_block(args, session.budget)
    if isinstance(target, ScriptBlock):
        return _block(session, target, name, args)
    if isinstance(target, CustomObject | SecureString | Decryptor | Match | Type):
        return _other(target, name, args)
    raise Unknown(f"the method {name} of {type_name(target)}")


def _encoding(session: Session, encoding: Encoding, name: str, args: list[object]) -> object:
    if name in ("getstring", "getchars"):
        data = bytes_of(args[0])
        if len(args) == 3:
            start = to_integer(args[1])
            data = data[start:start + to_integer(args[2])]
        text = str(session.budget.made(decode(data, encoding)))
        return text if name == "getstring" else characters(text)
    if name == "getbytes" and len(args) == 1:
        text = to_text(args[0]) if not isinstance(args[0], Array) else "".join(to_char(item).text for item in args[0].items)
        session.budget.allow_items(len(text) * 2)
        return byte_array(encode(text, encoding))
    if name == "getpreamble" and not encoding.mark:
        return Array([], "Byte")
    raise Unknown(f"the method {name} of an encoding")


def _stream(session: Session, stream: Stream, name: str, args: list[object]) -> object:
    budget = session.budget
    if name in ("toarray", "getbuffer") and not isinstance(stream, Inflating):
        return byte_array(bytes(stream.data))
    if name == "read" and len(args) == 3:
        return _read_into(session, stream, args)
    if name == "readbyte":
        one = stream.read(budget, 1)
        return one[0] if one else -1
    if name == "write" and len(args) == 3:
        start = to_integer(args[1])
        stream.write(bytes_of(args[0])[start:start + to_integer(args[2])], budget)
        return None
    if name == "write" and len(args) == 1:
        stream.write(bytes_of(args[0]), budget)
        return None
    if name == "writebyte":
        stream.write(bytes((to_integer(args[0], "Byte"),)), budget)
        return None
    if name == "copyto" and isinstance(args[0], Stream):
        args[0].write(stream.read(budget), budget)
        return None
    if name == "seek" and len(args) == 2 and not isinstance(stream, Inflating):
        origin = {"begin": 0, "0": 0, "current": stream.position, "1": stream.position}.get(to_text(args[1]).lower(), len(stream.data))
        stream.position = origin + to_integer(args[0])
        return Number("Int64", stream.position)
    if name in _CLOSING:
        return None
    raise Unknown(f"the method {name} of a stream")


def _read_into(session: Session, stream: Stream, args: list[object]) -> object:
    """`Read(buffer, offset, count)`."""
    buffer, at, count = args[0], to_integer(args[1]), to_integer(args[2])
    if not isinstance(buffer, Array) or buffer.element != "Byte" or at < 0 or count < 0 or at + count > len(buffer.items):
        raise Unknown("a buffer that does not fit")
    part = stream.read(session.budget, count)
    buffer.items[at:at + len(part)] = byte_array(part).items
    return len(part)


def _reader(session: Session, reader: Reader, name: str, args: list[object]) -> object:
    budget = session.budget
    if name == "readtoend" and not args:
        return reader.rest(budget)
    if name == "readline" and not args:
        return reader.line(budget)
    if name in ("read", "peek") and not args:
        text = reader.load(budget)
        code = ord(text[reader.at]) if reader.at < len(text) else -1
        reader.at += name == "read" and code >= 0
        return code
    if name in _CLOSING:
        return None
    raise Unknown(f"the method {name} of a reader")


def _builder(session: Session, builder: StringBuilder, name: str, args: list[object]) -> object:
    if name == "tostring" and not args:
        return builder.text
    if name == "append" and len(args) in (1, 2):
        addition = dotnet_text(args[0])
        if isinstance(args[0], Array) and args[0].element == "Char":
            addition = "".join(to_text(item) for item in args[0].items)
        if len(args) == 2:
            session.budget.fits(builder.size + to_integer(args[1]) * len(addition))
            addition *= to_integer(args[1])
    elif name == "appendformat" and len(args) > 1:
        values = args[1].items if len(args) == 2 and isinstance(args[1], Array) else args[1:]
        addition = compose(to_text(args[0]), list(values), session.budget)
    elif name in ("insert", "replace", "remove") and len(args) == 2:
        changed = STRING_METHODS[name][0](session, builder.text, args)
        builder.parts, builder.size = [to_text(changed)], len(to_text(changed))
        return builder
    elif name == "clear":
        builder.parts, builder.size = [], 0
        return builder
    else:
        raise Unknown(f"the method {name} of a StringBuilder")
    session.budget.fits(builder.size + len(addition))
    session.budget.allow(len(addition))
    builder.append(addition)
    return builder


def _aes(algorithm: Aes, name: str, args: list[object]) -> object:
    if name == "createdecryptor":
        return algorithm.decryptor(args)
    if name in _CLOSING or name == "clear":
        return None
    raise Unknown(f"the method {name} of an algorithm")


def _block(session: Session, block: ScriptBlock, name: str, args: list[object]) -> object:
    if name in ("invoke", "invokereturnasis"):
        return Array(session.call(block, None, tuple(args)))
    if name == "tostring":
        return script_text(block)
    if name in ("getnewclosure", "clone"):
        return block
    raise Unknown(f"the method {name} of a script block")


def _other(target: object, name: str, args: list[object]) -> object:
    if isinstance(target, CustomObject):
        if name == "getnetworkcredential" and isinstance(target.properties.get("password"), SecureString):
            return CustomObject({**target.properties, "password": _secret(target.properties["password"])}, "System.Net.NetworkCredential")
        if name == "tostring" and not args:
            return to_text(target)
    if isinstance(target, Match) and name == "tostring":
        return target.value
    if isinstance(target, SecureString | Decryptor) and name in (*_CLOSING, "makereadonly", "copy"):
        return target if name == "copy" else None
    raise Unknown(f"the method {name} of {type_name(target)}")


def _secret(value: object) -> str:
    return value.text if isinstance(value, SecureString) else to_text(value)


def member(session: Session, target: object, name: str) -> object:
    """A property of such a value."""
    budget = session.budget
    if isinstance(target, Stream):
        if name == "length":
            return Number("Int64", len(target.content(budget)))
        if name == "position":
            return Number("Int64", target.position)
        if name == "basestream" and isinstance(target, Inflating):
            return target.base
    if isinstance(target, Reader):
        if name == "endofstream":
            return target.at >= len(target.load(budget))
        if name == "basestream" and target.stream:
            return target.stream
    if isinstance(target, StringBuilder) and name == "length":
        return target.size
    if isinstance(target, SecureString) and name == "length":
        return len(target.text)
    if isinstance(target, Type):
        return _type_member(target, name)
    if isinstance(target, CustomObject):
        properties = {key.lower(): value for key, value in target.properties.items()}
        if name in properties:
            return properties[name]
    if isinstance(target, Aes) and name in ("key", "iv"):
        return byte_array(target.key if name == "key" else target.iv)
    if isinstance(target, ScriptBlock) and name == "ast":
        return target
    raise Unknown(f"the property {name} of {type_name(target)}")


def _type_member(target: Type, name: str) -> object:
    if name == "name":
        return target.name.rpartition(".")[2]
    if name == "fullname":
        return f"System.{target.name}"
    raise Unknown(f"the property {name} of a type")


def assign_member(target: object, name: str, value: object) -> None:
    """`target.name = value`."""
    if isinstance(target, Stream) and name == "position" and not isinstance(target, Inflating):
        target.position = to_integer(value)
        if target.position < 0:
            fail("Non-negative number required.", "ArgumentOutOfRangeException")
    elif isinstance(target, Aes):
        target.set(name, value)
    elif isinstance(target, CustomObject):
        known = next((key for key in target.properties if key.lower() == name), None)
        if known is None:
            raise Unknown(f"the property {name}")
        target.properties[known] = value
    elif isinstance(target, StringBuilder) and name == "length" and numeric_type(value):
        target.parts, target.size = [target.text[:to_integer(value)]], min(target.size, to_integer(value))
    else:
        raise Unknown(f"an assignment to the property {name} of {type_name(target)}")

