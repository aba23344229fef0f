"""The next token, in the mode the parser is in. The common tokens are read here, in one match each; the others in `rare_tokens`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell.tokens import DASH_OPERATORS, KEYWORDS, Token

from . import comments, number_tokens, rare_tokens

if TYPE_CHECKING:
    from .reader import Reader

_PUNCTUATION: Final = {
    "(": "LParen",
    ")": "RParen",
    "{": "LCurly",
    "}": "RCurly",
    "[": "LBracket",
    "]": "RBracket",
    ",": "Comma",
    ";": "Semi",
    "=": "Equals",
    "!": "Exclaim",
    "|": "Pipe",
    "||": "OrOr",
    "&": "Ampersand",
    "&&": "AndAnd",
    "@(": "AtParen",
    "@{": "AtCurly",
    "$(": "DollarParen",
    ".": "Dot",
    "..": "DotDot",
    ":": "Colon",
    "::": "ColonColon",
    "*": "Multiply",
    "*=": "MultiplyEquals",
    "/": "Divide",
    "/=": "DivideEquals",
    "%": "Rem",
    "%=": "RemainderEquals",
    "?": "QuestionMark",
    "??": "QuestionQuestion",
    "??=": "QuestionQuestionEquals",
    "?.": "QuestionDot",
    "?[": "QuestionLBracket",
    "+": "Plus",
    "++": "PlusPlus",
    "+=": "PlusEquals",
    "-": "Minus",
    "--": "MinusMinus",
    "-=": "MinusEquals",
}


def command_token(r: Reader) -> Token:
    """A token where a command or its arguments may stand; comments and line continuations before it are noted on the way."""
    match, tokens = r.patterns.command, r.tokens
    while True:
        found = match(r.text, r.pos, r.end)
        group = found.lastindex  # type: ignore[union-attr]
        end = found.end()  # type: ignore[union-attr]
        if group is None:
            rare = rare_tokens.command_token(r, end)
            if rare is None:
                continue
            return rare
        word: str = found[group]  # type: ignore[index]
        start = end - len(word)
        r.pos = end
        if group == 3:
            token = Token("NewLine", start, end)
        elif group == 4:
            kind = KEYWORDS.get(word.lower(), "Identifier")
            token = Token("Identifier" if kind == "InlineScript" else kind, start, end, word)
        elif group == 10:
            token = Token("Generic", start, end, word)
        elif group == 1:
            token = Token("Parameter", start, end, word[1:])
        elif group == 2:
            token = Token("Variable", start, end, word[1:])
            if word[-1] == ":":
                rare_tokens.check_drive(r, start, end)
        elif group == 8:
            token = Token(_PUNCTUATION[word], start, end)
        elif group == 6:
            token = Token("StringLiteral", start, end, word[1:-1])
        elif group == 7:
            token = Token("StringExpandable", start, end, word[1:-1])
        elif group == 5:
            token = Token("Number", start, end, (int(word), "Int32")) if end - start < 10 else number_tokens.number_token(r, start)
        else:
            comments.line_comment(r, start, end)
            continue
        tokens.append(token)
        return token


def expression_token(r: Reader) -> Token:
    """A token where a value or an operator may stand."""
    match, tokens = r.patterns.expression, r.tokens
    while True:
        found = match(r.text, r.pos, r.end)
        group = found.lastindex  # type: ignore[union-attr]
        end = found.end()  # type: ignore[union-attr]
        if group is None:
            rare = rare_tokens.expression_token(r, end)
            if rare is None:
                continue
            return rare
        word: str = found[group]  # type: ignore[index]
        start = end - len(word)
        r.pos = end
        if group == 2:
            token = Token(_PUNCTUATION[word], start, end)
        elif group == 1:
            token = Token("Variable", start, end, word[1:])
            if word[-1] == ":":
                rare_tokens.check_drive(r, start, end)
        elif group == 4:
            token = Token("Identifier" if r.mode == 1 else KEYWORDS.get(word.lower(), "Identifier"), start, end, word)
        elif group == 3:
            token = Token("NewLine", start, end)
        elif group == 6:
            token = Token("StringLiteral", start, end, word[1:-1])
        elif group == 7:
            token = Token("StringExpandable", start, end, word[1:-1])
        elif group == 5:
            token = Token("Number", start, end, (int(word), "Int32")) if end - start < 10 else number_tokens.number_token(r, start)
        elif group == 8:
            operator = DASH_OPERATORS.get(word[1:].lower()) if r.mode == 1 else None
            token = rare_tokens.parameter_token(r, start) if operator is None else Token(operator, start, end)
        else:
            comments.line_comment(r, start, end)
            continue
        tokens.append(token)
        return token


def type_token(r: Reader) -> Token:
    """The name of a type, or what stands around it."""
    found = r.patterns.type_name(r.text, r.pos, r.end)
    if found is None:
        r.mode = 1
        token = expression_token(r)
        r.mode = 2
        return token
    r.pos = found.end()
    word = found[1]
    token = Token("Identifier", r.pos - len(word), r.pos, word)
    r.tokens.append(token)
    return token


MODES: Final = (command_token, expression_token, type_token, expression_token)
"""What reads the next token in each of the reader's modes."""


def skip_newlines(r: Reader, *, semicolons: bool) -> str:
    """Take every line end and comment from here on, and semicolons if wanted.

    The character that follows; nothing at the end of the text, or when a token is ahead.
    """
    match = r.patterns.newlines
    text, stop, tokens = r.text, r.end, r.tokens
    while True:
        found = match(text, r.pos, stop)
        if found is None:
            return ""
        group = found.lastindex
        end = found.end()
        if group == 6:
            return text[end - 1]
        if group == 1:
            r.pos = end
            tokens.append(Token("NewLine", found.start(1), end))
        elif group == 3:
            comments.line_comment(r, found.start(3), end)
        elif group == 4:
            comments.block_comment(r, end - 2)
        elif group == 5:
            token = r.peek()
            if token.kind != "NewLine" and (token.kind != "Semi" or not semicolons):
                return ""
            r.ahead = None
        elif semicolons:
            r.pos = end
            tokens.append(Token("Semi", end - 1, end))
        else:
            return ";"
