"""PowerShell's conversions: to strings, Booleans, numbers, characters and arrays."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from .numbers import (
    decimal_text,
    fits,
    real_text,
    round_half_even,
    single_text,
    to_single,
)
from .outcome import Unknown, fail
from .values import (
    INTEGER_RANGES,
    UNKNOWN,
    Array,
    Char,
    CustomObject,
    Hashtable,
    List,
    Match,
    Method,
    Number,
    Regex,
    ScriptBlock,
    SecureString,
    StringBuilder,
    Type,
    characters,
    number,
    numeric_type,
    numeric_value,
    type_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT_NAMES: Final = {
    "String": "string",
    "Char": "char",
    "Boolean": "bool",
    "SByte": "sbyte",
    "Byte": "byte",
    "Int16": "short",
    "UInt16": "ushort",
    "Int32": "int",
    "UInt32": "uint",
    "Int64": "long",
    "UInt64": "ulong",
    "Single": "float",
    "Double": "double",
    "Decimal": "decimal",
    "Array": "array",
    "Type": "type",
    "Void": "void",
    "Collections.Hashtable": "hashtable",
    "Management.Automation.ScriptBlock": "scriptblock",
}
INVALID_CAST: Final = "PSInvalidCastException"
REALS: Final = ("Single", "Double", "Decimal")


def to_text(value: object) -> str:
    """As a string, the way PowerShell's operators and expandable strings do it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Array):
        return " ".join(map(item_text, value.items))
    return item_text(value)


def item_text(value: object) -> str:
    """As a string, where an array is not told element by element."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    kind = numeric_type(value)
    if kind is not None:
        return number_text(value, kind)
    if isinstance(value, Match):
        return value.value
    if isinstance(value, StringBuilder):
        return value.text
    if isinstance(value, Regex):
        return value.pattern
    if isinstance(value, Type):
        return _SHORT_NAMES.get(value.name) or f"System.{value.name}"
    if isinstance(value, Hashtable | SecureString):
        return type_name(value)
    if isinstance(value, ScriptBlock):
        return script_text(value)
    if isinstance(value, Method) and value.text is not None:
        return value.text
    if isinstance(value, CustomObject) and "ToString" in value.properties:
        return item_text(value.properties["ToString"])
    raise Unknown(f"{type_name(value) or 'a value'} as a string")


def script_text(block: ScriptBlock) -> str:
    """What stands between the braces of a script block."""
    text = block.text[block.ast.start : block.ast.end]
    return text[1:-1] if text.startswith("{") and text.endswith("}") else text


def number_text(value: object, kind: str) -> str:
    """A number, a Boolean or a character as PowerShell writes it."""
    if isinstance(value, Char):
        return value.text
    if kind == "Boolean":
        return "True" if value else "False"
    plain = numeric_value(value)
    if kind == "Double":
        return real_text(float(plain))
    if kind == "Single":
        return single_text(float(plain), 7)
    return decimal_text(plain) if isinstance(plain, Decimal) else str(plain)


def to_bool(value: object) -> bool:
    """As PowerShell's conditions judge it."""
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str):
        return value != ""
    if value is UNKNOWN:
        raise Unknown("whether something unknown is true")
    if isinstance(value, Array):
        if len(value.items) != 1:
            return len(value.items) > 1
        only = value.items[0]
        return bool(only.items) if isinstance(only, Array) else to_bool(only)
    return bool(numeric_value(value)) if numeric_type(value) else True


def to_integer(value: object, kind: str = "Int32") -> int:
    """The value as an integer of a type: reals are rounded, halves to even."""
    source = numeric_type(value)
    if source is not None:
        plain = numeric_value(value)
        result = plain if isinstance(plain, int) else round_half_even(plain)
    elif value is None:
        result = 0
    elif isinstance(value, str):
        result = integer_of_text(value, kind)
    else:
        raise Unknown(f"{type_name(value)} as {kind}")
    if kind != "BigInteger" and not fits(result, kind):
        fail(f'Cannot convert value "{result}" to type "System.{kind}"', INVALID_CAST)
    return result


def integer_of_text(text: str, kind: str) -> int:
    """What a cast to an integer type makes of a string."""
    plain = text.strip()
    if len(plain) > 400:
        raise Unknown("a numeral of more than 400 characters")
    if not text:
        return 0
    sign, digits = (plain[0], plain[1:]) if plain[:1] in ("+", "-") else ("", plain)
    if digits.isascii() and digits.isdigit():
        return int(sign + digits)
    if not sign and digits[:2] in ("0x", "0X") and _hexadecimal(digits[2:]):
        return _wrapped(int(digits, 16), kind)
    if any(c in plain for c in ",()") or plain[:1] in ("#", "&"):
        raise Unknown("a numeral of another culture")
    return round_half_even(real_of_text(text))


def _hexadecimal(digits: str) -> bool:
    return bool(digits) and not digits.strip("0123456789abcdefABCDEF")


def _wrapped(value: int, kind: str) -> int:
    """Hexadecimal text fills the bits of a signed type."""
    low, high = INTEGER_RANGES.get(kind, (0, value))
    return value - 2 * (high + 1) if low < 0 and high < value <= 2 * high + 1 else value


def real_of_text(text: str) -> float:
    """What a cast to Double makes of a string."""
    plain = text.strip()
    if not text:
        return 0.0
    if "," in plain or len(plain) > 400:
        raise Unknown("a numeral of another culture")
    if not plain or plain.strip("0123456789.eE+-") or plain.lstrip("+-")[:1] in ("e", "E"):
        if plain.lower().strip("+-") in ("infinity", "nan", "∞"):
            raise Unknown("infinity or not a number")
        fail(f'Cannot convert value "{text}"', INVALID_CAST)
    try:
        return float(plain)
    except ValueError:
        fail(f'Cannot convert value "{text}"', INVALID_CAST)


def to_real(value: object) -> float:
    """The value as a Double."""
    if isinstance(value, str):
        return real_of_text(value)
    if value is None:
        return 0.0
    if numeric_type(value) is None:
        raise Unknown(f"{type_name(value)} as Double")
    return float(numeric_value(value))


def to_decimal(value: object) -> Decimal:
    """The value as a Decimal."""
    if isinstance(value, str):
        try:
            result = Decimal(value.strip() or 0)
        except InvalidOperation:
            raise Unknown("text as Decimal") from None
    elif value is None:
        result = Decimal(0)
    elif numeric_type(value) is None:
        raise Unknown(f"{type_name(value)} as Decimal")
    else:
        plain = numeric_value(value)
        result = Decimal(real_text(plain)) if isinstance(plain, float) else Decimal(plain)
    if not result.is_finite() or abs(result) >= 2**96:
        fail("Value was either too large or too small for a Decimal.", INVALID_CAST)
    return result


def to_char(value: object) -> Char:
    """The value as a character: a number is its code, a string must have one."""
    if isinstance(value, Char):
        return value
    if isinstance(value, str):
        if len(value) == 1:
            return Char(ord(value))
        fail(f'Cannot convert value "{value[:80]}" to type "System.Char"', INVALID_CAST)
    kind = numeric_type(value)
    if kind in (None, "Boolean"):
        raise Unknown(f"{type_name(value)} as Char")
    code = to_integer(value)
    if not 0 <= code <= 0xFFFF:
        fail(f'Cannot convert value "{code}" to type "System.Char"', INVALID_CAST)
    return Char(code)


def to_kind(value: object, kind: str) -> object:
    """The value as one of .NET's simple types."""
    if kind == "String":
        return to_text(value)
    if kind == "Boolean":
        return to_bool(value)
    if kind == "Char":
        return to_char(value)
    if kind in INTEGER_RANGES or kind == "BigInteger":
        return number(kind, to_integer(value, kind))
    if kind == "Double":
        return to_real(value)
    if kind == "Single":
        return Number("Single", to_single(to_real(value)))
    if kind == "Decimal":
        return to_decimal(value)
    if kind == "Object":
        return value
    raise Unknown(f"a conversion to {kind}")


def elements(value: object) -> list[object]:
    """What a value gives when it is enumerated: an array its elements, nothing nothing, anything else itself."""
    if isinstance(value, Array):
        return value.items
    return [] if value is None else [value]


def to_array(value: object, element: str) -> Array:
    """`[element[]]value`; a string becomes an array of characters only for Char."""
    if isinstance(value, Array) and not isinstance(value, List) and value.element == element:
        return value
    source: Iterable[object]
    if isinstance(value, Array):
        source = value.items
    elif isinstance(value, str) and element == "Char":
        return characters(value)
    else:
        source = (value,)
    return Array([to_kind(item, element) for item in source], element)
