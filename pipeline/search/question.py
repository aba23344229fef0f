"""What somebody asks for: words, "phrases", -words that must not be there, and fields such as `command:Get-ADUser` or `risk:>50`."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.embedding.words import terms
from pipeline.errors import PermanentError
from pipeline.search.indexing import AREAS

LONGEST = 2000  # letters; a question is no document
MOST_TERMS = 64
_PIECE = re.compile(r'(?P<minus>-(?=[^\s-]))?(?:(?P<field>[A-Za-z]+):(?=\S))?(?:"(?P<quoted>[^"]*)"|(?P<open>")|(?P<word>[^\s"]+))')
_NUMBER = re.compile(r"(?P<sign>>=|<=|>|<|=)?(?P<number>\d{1,3}(?:\.\d+)?)")
TERM_FIELDS = ("command", "rule", "module", "touches", "attack")
FIELDS = (*TERM_FIELDS, "tag", "author", "category", "risk")


class QuestionError(PermanentError):
    """This question cannot be understood."""

    code = "invalid_query"


@dataclass(slots=True)
class Question:
    """`text` is what has to be like it; the rest has to be so."""

    text: str = ""
    needed: list[str] = field(default_factory=list)  # terms
    refused: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    author: str | None = None
    category: str | None = None
    min_risk: float | None = None
    max_risk: float | None = None

    @property
    def terms(self) -> list[str]:
        return terms(self.text)[:MOST_TERMS]

    @property
    def parameters(self) -> dict[str, Any]:
        """For `searched_scripts`; None for what is not asked."""
        lists: dict[str, Sequence[str]] = {"needed": self.needed, "refused": self.refused, "phrases": self.phrases, "tags": self.tags}
        chosen: dict[str, Any] = {name: sorted(set(values)) or None for name, values in lists.items()}
        return chosen | {"author": self.author, "category": self.category, "min_risk": self.min_risk, "max_risk": self.max_risk}


def understand(text: str) -> Question:
    """Raises QuestionError, with the place where it stops making sense."""
    if len(text) > LONGEST:
        raise QuestionError(f"A question has at most {LONGEST} characters.", position=LONGEST)
    if "\0" in text:
        raise QuestionError("A question cannot hold the NUL character.", position=text.index("\0"))
    question = Question()
    words: list[str] = []
    for piece in _PIECE.finditer(text):
        if piece["open"] is not None:
            raise QuestionError("These quotes do not close.", position=piece.start("open"))
        words += _take(question, piece)
    question.text = " ".join(words)
    return question


def _take(question: Question, piece: re.Match[str]) -> list[str]:
    """The words that count for the rank."""
    said = piece["quoted"] if piece["quoted"] is not None else piece["word"]
    name = (piece["field"] or "").lower()
    if name and name not in FIELDS:  # an address, a drive, a time: sentences have colons
        return [piece.group()]
    if name:
        _take_field(question, name, said.strip(), piece)
        return []
    if piece["minus"]:
        question.refused += terms(said)
        return []
    if piece["quoted"] is not None and said.strip():
        question.phrases.append(said.strip().lower())
        question.needed += terms(said)
    return [said]


def _take_field(question: Question, name: str, said: str, piece: re.Match[str]) -> None:
    if not said:
        raise QuestionError(f"There is nothing between these quotes for {name}: to look for.", position=piece.end("field") + 1)
    if name == "touches" and said.lower() not in AREAS:
        raise QuestionError(f"There is no area of this name: touches: takes {', '.join(AREAS)}.", position=piece.end("field") + 1)
    if name in TERM_FIELDS:
        (question.refused if piece["minus"] else question.needed).append(f"{name}:{said.lower()}")
    elif piece["minus"]:
        raise QuestionError(f"{name}: cannot be refused.", position=piece.start())
    else:
        _SETTERS[name](question, said, piece)


def _tag(question: Question, said: str, _piece: re.Match[str]) -> None:
    question.tags.append(said.lower())


def _author(question: Question, said: str, _piece: re.Match[str]) -> None:
    question.author = said.lower()


def _category(question: Question, said: str, _piece: re.Match[str]) -> None:
    question.category = said.lower()


def _risk(question: Question, said: str, piece: re.Match[str]) -> None:
    found = _NUMBER.fullmatch(said)
    if not found or float(found["number"]) > 100:
        raise QuestionError("risk: takes a number from 0 to 100, such as risk:>50.", position=piece.end("field") + 1)
    sign, number = found["sign"] or "=", float(found["number"])
    if sign in (">", ">=", "="):
        question.min_risk = number + (1e-9 if sign == ">" else 0)
    if sign in ("<", "<=", "="):
        question.max_risk = number - (1e-9 if sign == "<" else 0)


_SETTERS: dict[str, Callable[[Question, str, re.Match[str]], None]] = {"tag": _tag, "author": _author, "category": _category, "risk": _risk}
