"""Comment-based help: where PowerShell looks for it, and how it reads it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .nodes import (
    ConfigurationDefinitionAst,
    FunctionDefinitionAst,
    ScriptBlockAst,
)
from .script import Script
from .tokens import Token
from .walk import ancestors

_DIRECTIVE = re.compile(r"^\s*\.(\w+)(?:\s+(\S.*))?\s*$")
_INDENT = " \t\xa0"
_LISTS = {"EXAMPLE": "examples", "LINK": "links", "INPUTS": "inputs", "OUTPUTS": "outputs"}
_TEXTS = {name: name.lower() for name in ("SYNOPSIS", "DESCRIPTION", "NOTES", "COMPONENT", "ROLE", "FUNCTIONALITY")}
_TRIMMED = frozenset({"LINK", "COMPONENT", "ROLE", "FUNCTIONALITY"})
_REFERENCES = {
    "FORWARDHELPTARGETNAME": "forward_help_target_name",
    "FORWARDHELPCATEGORY": "forward_help_category",
    "REMOTEHELPRUNSPACE": "remote_help_runspace",
    "EXTERNALHELP": "maml_help_file",
}


@dataclass(slots=True)
class CommentHelp:
    """The sections of a help comment. Texts are dedented and end with a line feed; one that is absent is None.

    `parameters` by upper-case name. `start` and `end` are where the comments stand.
    """

    start: int = 0
    end: int = 0
    synopsis: str | None = None
    description: str | None = None
    notes: str | None = None
    component: str | None = None
    role: str | None = None
    functionality: str | None = None
    forward_help_target_name: str | None = None
    forward_help_category: str | None = None
    remote_help_runspace: str | None = None
    maml_help_file: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)


class HelpReader:
    """Finds the help of a script and of its functions; parents are linked on the way."""

    def __init__(self, script: Script) -> None:
        self._script = script.linked()
        self._tokens = script.tokens
        self._known: dict[tuple[int, int], CommentHelp | None] = {}

    def script_help(self) -> CommentHelp | None:
        """The help of the script itself.

        A comment at its head counts, unless a function follows it at once: then it is the function's. Else the comment at its very end.
        """
        root = self._script.root
        block = self._leading(0)
        read = self._read(block)
        if read and not self._belongs_to_function(root, block):
            return read
        last = len(self._tokens) - 1
        return self._read(self._before(last, self._line(self._tokens[last].start))) if last >= 0 else None

    def function_help(self, function: FunctionDefinitionAst) -> CommentHelp | None:
        """The help of a function: the comment right above it, else the first in its body, else the last in its body."""
        around = next((a for a in ancestors(function) if isinstance(a, ConfigurationDefinitionAst)), None)
        first = self._first_token(around.start if around else function.start)
        found = self._read(self._before(first, 2))
        if found:
            return found
        inside = self._first_token(function.body.start) + 1
        last = self._last_token(function.end)
        found = self._read(self._leading(inside))
        if found or last < inside:
            return found
        return self._read(self._before(last, self._line(self._tokens[last].start)))

    def _belongs_to_function(self, root: ScriptBlockAst, block: list[Token]) -> bool:
        end = root.end_block
        if end is None or not end.unnamed or not end.statements or not isinstance(end.statements[0], FunctionDefinitionAst):
            return False
        return self._line(end.statements[0].start) - self._line(block[-1].end) <= 2

    def _leading(self, index: int) -> list[Token]:
        """The first comments from a token on that make a help text, before anything that is no comment."""
        for block in self._blocks(index):
            if self._read(block):
                return block
        return []

    def _read(self, comments: list[Token]) -> CommentHelp | None:
        """What comments say; several ask for the same ones."""
        if not comments:
            return None
        place = comments[0].start, comments[-1].end
        if place not in self._known:
            self._known[place] = _read(self._script.text, comments)
        return self._known[place]

    def _blocks(self, index: int) -> Iterator[list[Token]]:
        """The comments from a token on, those on neighbouring lines together."""
        block: list[Token] = []
        for i in range(index, len(self._tokens)):  # no slice: a script has as many functions as it likes
            token = self._tokens[i]
            if token.kind == "NewLine":
                continue
            if block and self._line(token.start) > self._line(block[-1].end) + 1:
                yield block
                block = []
            if token.kind != "Comment":
                break
            block.append(token)
        if block:
            yield block

    def _before(self, index: int, proximity: int) -> list[Token]:
        """The comments right before a token: the last at most `proximity` lines above it, the others on neighbouring lines."""
        block: list[Token] = []
        if index >= len(self._tokens):
            return block
        nearest = self._line(self._tokens[index].start) - proximity
        while index > 0:
            index -= 1
            token = self._tokens[index]
            if token.kind not in {"Comment", "NewLine"} or self._line(token.end) < nearest:
                break
            if token.kind == "Comment":
                block.append(token)
                nearest = self._line(token.start) - 1
        return block[::-1]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self._tokens]

    def _first_token(self, start: int) -> int:
        return bisect_left(self._starts, start)

    def _last_token(self, end: int) -> int:
        """The last token that ends no later than here."""
        index = bisect_left(self._starts, end) - 1
        while index >= 0 and self._tokens[index].end > end:
            index -= 1
        return index

    def _line(self, offset: int) -> int:
        return self._script.position(offset)[0]


def _read(text: str, comments: list[Token]) -> CommentHelp | None:
    """What comments say, None when they hold anything but help."""
    lines = [line for comment in comments for line in _lines(text[comment.start : comment.end])]
    help_ = parse_help(lines)
    if help_:
        help_.start, help_.end = comments[0].start, comments[-1].end
    return help_


def _lines(comment: str) -> list[str]:
    """The lines of one comment without its marks."""
    if comment.startswith("<#"):
        return comment[2:-2].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [comment.lstrip("#")]


def parse_help(lines: list[str]) -> CommentHelp | None:
    """Sections out of lines of comment; None without any, and when a section is not one that PowerShell knows."""
    help_ = CommentHelp()
    at, found = 0, False
    while at < len(lines):
        match = _DIRECTIVE.match(lines[at])
        at += 1
        if not match:
            if lines[at - 1].strip():
                return None
            continue
        found = True
        end = _section_end(lines, at)
        if not _add(help_, match[1].upper(), match[2], lines[at:end]):
            return None
        if match[2] is None or match[1].upper() == "PARAMETER":
            at = end
    return help_ if found else None


def _section_end(lines: list[str], at: int) -> int:
    while at < len(lines) and not _DIRECTIVE.match(lines[at]):
        at += 1
    return at


def _add(help_: CommentHelp, name: str, operand: str | None, lines: list[str]) -> bool:
    """Take in one section; false when there is none of this name (with or without an operand)."""
    if operand is not None:
        if name == "PARAMETER":
            help_.parameters.setdefault(operand.strip().upper(), _dedent(lines))
        elif name in _REFERENCES:
            setattr(help_, _REFERENCES[name], operand.strip())
        else:
            return False
        return True
    text = _dedent(lines)
    if name in _TRIMMED:
        text = text.strip()
    if name in _LISTS:
        getattr(help_, _LISTS[name]).append(text)
    elif name in _TEXTS:
        setattr(help_, _TEXTS[name], text)
    else:
        return False
    return True


def _dedent(lines: list[str]) -> str:
    """The text of a section: blank lines at its head are dropped, and no line loses more indentation than the first one has."""
    begin = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    lines = lines[begin:]
    if not lines:
        return ""
    indent = len(lines[0]) - len(lines[0].lstrip(_INDENT))
    return "".join(line[min(indent, len(line) - len(line.lstrip(_INDENT))) :] + "\n" for line in lines)
