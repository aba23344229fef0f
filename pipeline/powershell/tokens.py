"""Tokens, and what is known of each kind of token."""

from __future__ import annotations

from typing import Final


class Token:
    """A piece of text that means one thing: `start` and `end` are code points, half open.

    `kind` is PowerShell's name of it, such as `Variable`. `flags` are letters: `C` the name of a command, `T` of a type, `A` of an
    attribute, `M` of a member, `E` has an error. `value` is what the token says: the name of a variable or parameter, the content of a
    string, a number; None where the text says it all. `nested` holds the tokens inside an expandable string.
    """

    __slots__ = ("end", "flags", "kind", "nested", "start", "value")

    def __init__(
        self, kind: str, start: int, end: int, value: object = None, flags: str = "", nested: list[Token] | None = None,
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.value = value
        self.flags = flags
        self.nested = nested

    def __repr__(self) -> str:
        return f"<{self.kind} {self.start}-{self.end}{' ' if self.flags else ''}{self.flags}>"


BINARY_PRECEDENCE: Final[dict[str, int]] = {
    "And": 1, "Or": 1, "Xor": 1,
    "Band": 2, "Bor": 2, "Bxor": 2,
    **dict.fromkeys((
        "Join", "Ieq", "Ine", "Ige", "Igt", "Ilt", "Ile", "Ilike", "Inotlike", "Imatch", "Inotmatch", "Ireplace", "Icontains",
        "Inotcontains", "Iin", "Inotin", "Isplit", "Ceq", "Cne", "Cge", "Cgt", "Clt", "Cle", "Clike", "Cnotlike", "Cmatch", "Cnotmatch",
        "Creplace", "Ccontains", "Cnotcontains", "Cin", "Cnotin", "Csplit", "Is", "IsNot", "As", "Shl", "Shr",
    ), 5),
    "QuestionQuestion": 7,
    "Plus": 9, "Minus": 9,
    "Multiply": 10, "Divide": 10, "Rem": 10,
    "Format": 12,
    "DotDot": 13,
}
"""Token kinds of binary operators; a higher number binds closer."""

UNARY_OPERATORS: Final = frozenset({
    "Comma", "MinusMinus", "PlusPlus", "Exclaim", "Plus", "Minus", "Not", "Bnot", "Join", "Isplit", "Csplit", "PostfixPlusPlus", "PostfixMinusMinus",
})

ASSIGNMENT_OPERATORS: Final = frozenset({
    "Equals", "PlusEquals", "MinusEquals", "MultiplyEquals", "DivideEquals", "RemainderEquals", "QuestionQuestionEquals",
})

CASE_SENSITIVE_OPERATORS: Final = frozenset({
    "Ceq", "Cne", "Cge", "Cgt", "Clt", "Cle", "Clike", "Cnotlike", "Cmatch", "Cnotmatch", "Creplace", "Ccontains", "Cnotcontains", "Cin",
    "Cnotin", "Csplit",
})

KEYWORDS: Final[dict[str, str]] = {
    kind.lower(): kind for kind in (
        "Begin", "Break", "Catch", "Class", "Continue", "Data", "Define", "Do", "Dynamicparam", "Else", "ElseIf", "End", "Exit", "Filter",
        "Finally", "For", "Foreach", "From", "Function", "If", "In", "Param", "Process", "Return", "Switch", "Throw", "Trap", "Try", "Until",
        "Using", "Var", "While", "Workflow", "Parallel", "Sequence", "InlineScript", "Configuration", "Public", "Private", "Static",
        "Interface", "Enum", "Namespace", "Module", "Type", "Assembly", "Command", "Hidden", "Base", "Default", "Clean",
    )
}
"""Keywords in lower case, and their token kinds."""

KEYWORD_KINDS: Final = frozenset(KEYWORDS.values()) | {"DynamicKeyword"}

BLOCK_NAMES: Final = frozenset({"Begin", "Process", "End", "Dynamicparam", "Clean"})

NO_ATTRIBUTES: Final = frozenset({
    "Break", "Continue", "Data", "Define", "Do", "Exit", "Filter", "For", "Foreach", "From", "Function", "If", "Return", "Switch", "Throw",
    "Trap", "Try", "Using", "Var", "While", "Workflow", "Parallel", "Sequence", "InlineScript",
})
"""Keywords of statements that no attribute may stand before."""

DASH_OPERATORS: Final[dict[str, str]] = {
    **{name: "I" + name for name in (
        "eq", "ne", "ge", "gt", "lt", "le", "like", "notlike", "match", "notmatch", "replace", "contains", "notcontains", "in", "notin", "split",
    )},
    **{sense + name: sense.upper() + name for sense in "ic" for name in (
        "eq", "ne", "ge", "gt", "lt", "le", "like", "notlike", "match", "notmatch", "replace", "contains", "notcontains", "in", "notin", "split",
    )},
    **{name: name.capitalize() for name in ("not", "bnot", "and", "or", "xor", "band", "bor", "bxor", "join", "is", "as", "shl", "shr")},
    "isnot": "IsNot", "f": "Format",
}
"""Operators that are words behind a dash, in lower case without it, and their token kinds."""
