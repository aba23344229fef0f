"""Typing errors. A word that no script has is taken for the nearest that one has: one letter wrong, missing, too many, or two swapped; in a long word
that begins well, two of these.
"""

from collections.abc import Sequence
from string import ascii_lowercase
from typing import NamedTuple

from db.engine import Connection, Engine, execute
from pipeline.embedding.statistics import statistics
from pipeline.embedding.words import located, stem
from pipeline.search.asked import is_known
from pipeline.search.rarity import counted
from pipeline.viewer import Viewer

SHORTEST, LONG = 4, 7  # letters of a term that is looked at, and that may have two errors
LONGEST = 20
BEGINS = 3  # letters that are right in a word with two errors
MOST = 3  # words of a question
COUNTED = 50  # scripts that have a word, by which it is preferred to others
WEIGHT = 0.5  # of a guess


class Forgiven(NamedTuple):
    """`word` as it was typed; `term` is what was searched for."""

    word: str
    term: str


def forgive(engine: Engine, connection: Connection, viewer: Viewer, text: str, asked: Sequence[str]) -> list[Forgiven]:
    """What the caller sees is all that is looked at: nobody learns the words of others."""
    strange = [term for term in dict.fromkeys(asked) if _may_be_wrong(term)]
    if not strange:  # as of most questions
        return []
    counts = counted(engine, connection, viewer, strange)
    unknown = {term for term in strange if not counts.terms[term]}
    found: dict[str, Forgiven] = {}
    for word in located(text):
        if word.term in unknown and word.term not in found and len(found) < MOST:
            typed = text[word.start : word.end]
            if term := _nearest(connection, viewer, typed.lower(), word.term):
                found[word.term] = Forgiven(typed, term)
            else:
                unknown.discard(word.term)
    return list(found.values())


def _may_be_wrong(term: str) -> bool:
    """A word that scripts elsewhere have, or that people say of scripts, is right."""
    return SHORTEST <= len(term) <= LONGEST and term.isascii() and term.isalpha() and term not in statistics().rarity and not is_known(term)


def _nearest(connection: Connection, viewer: Viewer, word: str, term: str) -> str | None:
    once = _edits(term) | {made for edited in _slips(word) if len(made := stem(edited)) >= SHORTEST - 1}
    if best := _commonest(connection, viewer, once - {term}):
        return best
    if len(term) < LONG:
        return None
    begin = term[:BEGINS]
    rows = execute(connection, "search.terms_between", first=begin, behind=begin[:-1] + chr(ord(begin[-1]) + 1))
    return _commonest(connection, viewer, {row.term for row in rows if distance(term, row.term, 2) <= 2})


def _commonest(connection: Connection, viewer: Viewer, terms: set[str]) -> str | None:
    if not terms:
        return None
    rows = execute(connection, "search.spelled", terms=sorted(terms), most=COUNTED, **viewer.parameters).all()
    best = max(((row.scripts, row.term) for row in rows if row.scripts), default=None)
    return best[1] if best else None


def _slips(word: str) -> set[str]:
    """A letter too many, or two swapped: what changes an ending, so that the stem is another."""
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return swapped | {word[:at] + word[at + 1 :] for at in range(len(word))}


def _edits(word: str) -> set[str]:
    missing = {word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in ascii_lowercase}
    wrong = {word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in ascii_lowercase}
    return {each for each in _slips(word) | missing | wrong if len(each) >= SHORTEST - 1}


def distance(one: str, other: str, most: int) -> int:
    """Letters to insert, leave out, change or swap; more than `most` is `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)
