"""Reads the classes of a schema of DSC (`X.schema.mof`): properties and their qualifiers. What is no class is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r'\s+|//[^\n]*|/\*.*?\*/|(?P<string>"(?:[^"\\]|\\.)*")|(?P<word>[\w#.$-]+)|(?P<mark>.)', re.DOTALL)
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class MofProperty:
    """`qualifiers` in lower case: `key`, `required`, `write`, `read`..."""

    name: str
    type: str
    is_array: bool
    qualifiers: frozenset[str]

    @property
    def is_mandatory(self) -> bool:
        """A resource cannot be told apart, or made, without it."""
        return bool(self.qualifiers & {"key", "required"})


@dataclass(frozen=True, slots=True)
class MofClass:
    """A class and what it is derived from."""

    name: str
    base: str | None
    properties: tuple[MofProperty, ...]


def read_mof(text: str) -> list[MofClass]:
    """The classes of a schema in order. Text that is no MOF gives none, or what can be read of it."""
    tokens = list(_tokens(text))
    classes = []
    at = 0
    while at < len(tokens):
        if tokens[at].lower() != "class":
            at += 1
            continue
        begin = next((i for i in range(at, len(tokens)) if tokens[i] in "{;"), len(tokens))
        end = _closing(tokens, begin)
        head = tokens[at + 1:begin]
        if head and begin < len(tokens) and tokens[begin] == "{":
            classes.append(MofClass(head[0], head[2] if len(head) > 2 and head[1] == ":" else None, tuple(_properties(tokens[begin + 1:end]))))
        at = end + 1
    return classes


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup:
            yield match[0]


def _closing(tokens: list[str], at: int) -> int:
    """Where the bracket that opens at a token is closed; the token itself when it is no bracket."""
    depth = 0
    while at < len(tokens):
        depth += (tokens[at] in _OPENING) - (tokens[at] in _CLOSING)
        if depth <= 0:
            return at
        at += 1
    return at


def _properties(tokens: list[str]) -> Iterator[MofProperty]:
    at = 0
    while at < len(tokens):
        qualifiers: frozenset[str] = frozenset()
        if tokens[at] == "[":
            end = _closing(tokens, at)
            qualifiers = frozenset(_qualifiers(tokens[at + 1:end]))
            at = end + 1
        end = next((i for i in range(at, len(tokens)) if tokens[i] == ";"), len(tokens))
        told = tokens[at:end]
        if len(told) > 1 and "(" not in told:
            yield MofProperty(told[1], told[0], "[" in told, qualifiers)
        at = end + 1


def _qualifiers(tokens: list[str]) -> Iterator[str]:
    """The names between the commas, without their values."""
    at, expected = 0, True
    while at < len(tokens):
        if tokens[at] in _OPENING:
            at = _closing(tokens, at)
        elif tokens[at] == ",":
            expected = True
        elif expected:
            yield tokens[at].lower()
            expected = False
        at += 1
