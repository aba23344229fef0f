"""What a rule may look at: one script, and what is known of it. Facts that several rules need are computed once, when first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path, PurePath
from typing import TypeVar

from pipeline.powershell.commands import Commands
from pipeline.powershell.nodes import Ast, CommandAst, FunctionDefinitionAst, ScriptBlockAst
from pipeline.powershell.script import Script
from pipeline.powershell.tokens import Token

from .finding import Spanning

Node = TypeVar("Node", bound=Ast)
Fact = TypeVar("Fact")


def is_help_file(path: PurePath) -> bool:
    return fnmatchcase(path.name.lower(), "about_*.help.txt")


class Context:
    """One script under analysis.

    `path` is the name the script goes by, None for a text without one; `data` are the file's bytes, None when only the text is known;
    `alone` says that nothing is known of the files beside it, even though it has a name (an upload).
    """

    def __init__(self, script: Script, *, path: Path | None = None, data: bytes | None = None, alone: bool = False) -> None:
        self.script = script
        self.text: str = script.text
        self.root: ScriptBlockAst = script.root
        self.tokens: list[Token] = script.tokens
        self.path = path
        self.data = data
        self.alone = alone or path is None
        self.notes: list[str] = []
        self._nodes = script.nodes
        self._facts: dict[Callable[[Context], object], object] = {}

    # -- the tree ------------------------------------------------------------------------------------------------------------------

    def nodes(self, cls: type[Node]) -> list[Node]:
        """All nodes of exactly this class, in the order of the text. Their parents are linked."""
        return self._nodes.get(cls, [])  # type: ignore[return-value]

    def nodes_of(self, *classes: type[Ast]) -> Iterator[Ast]:
        """All nodes of exactly these classes, class by class."""
        for cls in classes:
            yield from self._nodes.get(cls, ())

    def source(self, what: Spanning) -> str:
        """The text of a node or a token."""
        return self.text[what.start:what.end]

    def note(self, sentence: str) -> None:
        """Say something that is no finding, such as what a rule would need to judge."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    # -- facts ---------------------------------------------------------------------------------------------------------------------

    def shared(self, compute: Callable[[Context], Fact]) -> Fact:
        """`compute(context)`, computed once for this script however many rules ask."""
        facts = self._facts
        if compute in facts:
            return facts[compute]  # type: ignore[return-value]
        facts[compute] = fact = compute(self)
        return fact

    @cached_property
    def functions(self) -> list[FunctionDefinitionAst]:
        """Every function, filter and method body, in the order of the text."""
        return self.nodes(FunctionDefinitionAst)

    @cached_property
    def commands(self) -> Commands:
        """What each command's name stands for, and which parameters its arguments bind to."""
        return Commands(self.script)

    @cached_property
    def commands_by_name(self) -> dict[str, list[CommandAst]]:
        """Commands by their name in lower case as it is written (alias, path and module included); nameless ones are left out."""
        found: defaultdict[str, list[CommandAst]] = defaultdict(list)
        for command in self.nodes(CommandAst):
            name = command.command_name()
            if name:
                found[name.lower()].append(command)
        return dict(found)

    def commands_named(self, *names: str) -> list[CommandAst]:
        """The commands that are written with one of these names, given in lower case."""
        by_name = self.commands_by_name
        return [command for name in names for command in by_name.get(name, ())]

    @cached_property
    def lower_text(self) -> str:
        """The text in lower case: to find out quickly that a word does not occur at all. Offsets in it may differ."""
        return self.text.lower()

    @cached_property
    def text_lines(self) -> list[str]:
        """The lines without their ends; CR, LF and CR LF end a line."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @cached_property
    def longest_line(self) -> int:
        """How many characters the longest of them has."""
        return max(map(len, self.text_lines))

    @cached_property
    def token_kinds(self) -> list[str]:
        """The kinds of the tokens, one each."""
        return [token.kind for token in self.tokens]

    # -- the file ------------------------------------------------------------------------------------------------------------------

    @property
    def suffix(self) -> str:
        """`.ps1`, `.psm1`, `.psd1`..., in lower case; empty for a text without a name."""
        return self.path.suffix.lower() if self.path else ""

    @property
    def is_help_file(self) -> bool:
        """`about_Something.help.txt`: no script, but a few rules look at it."""
        return self.path is not None and is_help_file(self.path)

    @property
    def is_module(self) -> bool:
        """A `.psm1` file."""
        return self.suffix == ".psm1"
