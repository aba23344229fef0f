"""The state of a parse: where it stands in the text, the tokens so far, one token of lookahead, and the errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell.tokens import Token

from . import lexer
from .patterns import patterns_for

if TYPE_CHECKING:
    from pipeline.powershell.nodes import Ast

COMMAND: Final = 0
EXPRESSION: Final = 1
TYPE_NAME: Final = 2
SIGNATURE: Final = 3

INVARIANT: Final = frozenset(
    {
        "NewLine",
        "LineContinuation",
        "Comment",
        "EndOfInput",
        "StringLiteral",
        "StringExpandable",
        "HereStringLiteral",
        "HereStringExpandable",
        "LParen",
        "RParen",
        "LCurly",
        "RCurly",
        "RBracket",
        "AtParen",
        "AtCurly",
        "DollarParen",
        "Semi",
        "AndAnd",
        "OrOr",
        "Ampersand",
        "Pipe",
        "Comma",
        "RedirectInStd",
    }
)
"""Kinds of tokens that read the same in every mode: they need not be read again when the mode changes."""

MAX_DEPTH: Final = 600
"""Nested constructs. PowerShell gives up where its stack ends; people end at a few dozen."""

MAX_ERRORS: Final = 20_000
"""What is no script at all need not be told so a million times."""

_PATIENCE: Final = 8
"""How often, on average, a character may be read again."""

# What cannot be the beginning of a line end or a comment.
_SOLID: Final = frozenset(chr(code) for code in range(33, 127)) - frozenset("#`<;")
_LEXERS: Final = lexer.MODES
RawError = tuple[str, int, int, tuple[str, ...], bool]


class TooDeepError(Exception):
    """The text nests deeper than `MAX_DEPTH`, or would have to be read again and again."""


class Reader:
    """`pos` is where the next token is looked for; `ahead` is a token that was looked at and not yet taken."""

    __slots__ = (
        "ahead",
        "commas",
        "configurations",
        "depth",
        "end",
        "end_of_input",
        "error_keys",
        "errors",
        "mode",
        "number_stops_at_colon",
        "patience",
        "patterns",
        "pos",
        "requires",
        "signature",
        "strings",
        "suspects",
        "text",
        "tokens",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.end = len(text)
        self.end_of_input = self.end + 1
        self.mode = COMMAND
        self.tokens: list[Token] = []
        self.ahead: Token | None = None
        self.errors: list[RawError] = []
        self.error_keys: set[tuple[str, int, int]] = set()
        self.patience = _PATIENCE * (len(text) + 10_000)
        self.patterns = patterns_for(text.isascii())
        self.signature = -1
        self.commas = True
        self.number_stops_at_colon = False
        self.configurations = 0
        self.depth = 0
        self.strings = 0
        self.requires: list[Token] = []
        self.suspects: list[Ast] = []

    def peek(self) -> Token:
        """The next token, which stays."""
        token = self.ahead
        if token is None:
            token = self.ahead = _LEXERS[self.mode](self)
        return token

    def next(self) -> Token:
        """Take the next token."""
        token = self.ahead
        if token is None:
            return _LEXERS[self.mode](self)
        self.ahead = None
        return token

    def set_mode(self, mode: int) -> int:
        """Change the mode and return the one before; a token ahead that would read differently is given back."""
        before = self.mode
        if mode != before:
            ahead = self.ahead
            if ahead is not None and ahead.kind not in INVARIANT:
                self.resync(ahead.start)
            self.mode = mode
        return before

    def resync(self, start: int) -> None:
        """Forget every token from `start` on, and read from there again."""
        self.again(self.pos - start)
        self.ahead = None
        self.pos = start
        tokens = self.tokens
        while tokens and tokens[-1].start >= start:
            tokens.pop()

    def forget(self, start: int, errors: int) -> None:
        """Give back every token from `start` on and every error but the first ones: what stands here will be read as something else."""
        for error in self.errors[errors:]:
            self.error_keys.discard(error[:3])
        del self.errors[errors:]
        self.resync(start)

    def again(self, characters: int) -> None:
        """Text is read a second time. PowerShell's grammar may ask for that at every level of nesting: the sum of it is bounded."""
        self.patience -= characters
        if self.patience < 0:
            raise TooDeepError

    def error(self, error_id: str, start: int, end: int, *details: str, incomplete: bool = False) -> None:
        """Note an error, once."""
        key = (error_id, start, end)
        if key not in self.error_keys and len(self.errors) < MAX_ERRORS:
            self.error_keys.add(key)
            self.errors.append((error_id, start, end, details, incomplete))

    def before(self, token: Token) -> int:
        """Where PowerShell places what should stand before a token: one character before it."""
        return max(0, (self.end_of_input if token.kind == "EndOfInput" else token.start) - 1)

    def missing(self, error_id: str, at: int, *details: str) -> None:
        """Something is missing behind `at`; at the end of the text that is only unfinished."""
        self.error(error_id, at, at, *details, incomplete=self._at_end(at))

    def expected(self, error_id: str, token: Token, *details: str) -> None:
        """Something else should stand where `token` stands."""
        # PowerShell's end of the text lies behind its last character, which shows in the column.
        start, end = (self.end_of_input, self.end_of_input) if token.kind == "EndOfInput" else (token.start, token.end)
        self.error(error_id, start, end, *details, incomplete=self._at_end(end))

    def unfinished(self, error_id: str, start: int, end: int, *details: str) -> None:
        """What stands from `start` to `end` lacks something behind it."""
        self.error(error_id, start, end, *details, incomplete=self._at_end(end))

    def _at_end(self, at: int) -> bool:
        """Nothing but blanks and comments follow, not even a line end. In a string PowerShell always takes it for the end."""
        return self.strings > 0 or self.patterns.rest(self.text, at) is not None

    def take(self, kind: str, width: int) -> Token:
        """The next characters as a token of this kind, whatever the mode."""
        token = Token(kind, self.pos, self.pos + width)
        self.pos += width
        self.tokens.append(token)
        return token

    def skip_newlines(self) -> str:
        """Take line ends (and comments, which are never seen by the grammar); the character that follows, if it is known."""
        ahead = self.ahead
        if ahead is not None:
            if ahead.kind != "NewLine":
                return ""
            self.ahead = None
        elif self.pos < self.end and self.text[self.pos] in _SOLID:
            return self.text[self.pos]
        return lexer.skip_newlines(self, semicolons=False)

    def skip_newlines_and_semicolons(self) -> str:
        """Take line ends and semicolons; the character that follows, if it is known."""
        ahead = self.ahead
        if ahead is not None:
            if ahead.kind != "NewLine" and ahead.kind != "Semi":  # noqa: PLR1714 - faster than a set
                return ""
            self.ahead = None
        return lexer.skip_newlines(self, semicolons=True)

    def give_up(self, tokens: list[Token]) -> None:
        """Read the rest of the whole text without a parser; `tokens` are those of the text, not of a string in it."""
        self.tokens = tokens
        self.end = len(self.text)
        self.end_of_input = self.end + 1
        if tokens:
            self.pos = max(tokens[-1].end, 0)
        self.ahead, self.mode, self.commas, self.depth, self.strings = None, COMMAND, True, 0, 0
        while self.next().kind != "EndOfInput":
            pass
