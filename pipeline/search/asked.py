"""How much a word of a question says of the script that is looked for. Whoever describes a script writes `specified` and `function`, which the script
need not say at all, and `printer`, which it will: a table that ships with the program holds those that say less than their rarity promises.

Made by `python -m pipeline.search.asked FOLDER` out of scripts with help in the folders of a folder, one a collection; it holds terms and numbers,
and none of their text. A word counts by its relevance weight (Robertson and Sparck Jones): how often scripts have it whose help has it, against
all scripts.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import log, sqrt
from pathlib import Path

from pipeline.embedding.digest import digest, weigh
from pipeline.embedding.words import terms
from pipeline.powershell.decoding import decode
from pipeline.powershell.help import CommentHelp, HelpReader
from pipeline.powershell.nodes import FunctionDefinitionAst
from pipeline.powershell.script import parse
from pipeline.powershell.walk import find_all

TABLE = Path(__file__).with_name("asked.txt")
FEWEST = 6  # helps that have a word, to be in the table
COLLECTIONS = 3  # that have it: a word of one project says nothing of others
PRIOR = 15  # helps' worth of what is known of words in general
LEAST = 0.25


@cache
def _table() -> dict[str, float]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return {term: float(value) for term, _, value in (line.partition(" ") for line in lines)}


def importance(term: str) -> float:
    """From LEAST to 1."""
    return _table().get(term, 1.0)


def is_known(term: str) -> bool:
    """Whether it is in the table."""
    return term in _table()


@dataclass(slots=True)
class _Learned:
    scripts: int = 0
    having: Counter[str] = field(default_factory=Counter)  # scripts that have a term
    asked: Counter[str] = field(default_factory=Counter)  # helps that have it
    answered: Counter[str] = field(default_factory=Counter)  # of these, where the script has it too
    collections: dict[str, set[str]] = field(default_factory=dict)

    def learn(self, folder: Path) -> None:
        seen: set[str] = set()
        for path in sorted(folder.rglob("*.ps*1")):
            if not path.is_file():
                continue
            for said, rest in described(decode(path.read_bytes()).text):
                if rest not in seen:
                    seen.add(rest)
                    self._pair(folder.name, set(terms(said)), set(weigh(digest("", None, rest, "ps1"))))

    def _pair(self, collection: str, said: set[str], rest: set[str]) -> None:
        self.scripts += 1
        self.having.update(rest)
        self.asked.update(said)
        self.answered.update(said & rest)
        for term in said:
            self.collections.setdefault(term, set()).add(collection)

    def weights(self) -> Iterator[tuple[str, float]]:
        """Those below 1. The root: what help says stands between a guess and a measurement."""
        usual = self.answered.total() / self.asked.total()
        for term, number in sorted(self.asked.items()):
            if number < FEWEST or len(self.collections[term]) < COLLECTIONS:
                continue
            common = (self.having[term] + 0.5) / (self.scripts + 1)
            answered = (self.answered[term] + PRIOR * usual) / (number + PRIOR)
            value = sqrt(_relevance(answered, common) / _relevance(usual, common)) if common < usual else LEAST
            if value < 0.95:
                yield term, max(round(value, 2), LEAST)


def _relevance(answered: float, common: float) -> float:
    """At least a little: a word that says nothing cannot say less."""
    return log(max(answered * (1 - common) / (common * (1 - answered)), 1.05))


def described(text: str) -> Iterator[tuple[str, str]]:
    """What help says of a script or function, and that script or function without its help."""
    script = parse(text)
    reader = HelpReader(script)
    pieces: list[tuple[CommentHelp | None, int, int]] = [(reader.script_help(), 0, len(text))]
    pieces += [(reader.function_help(node), node.start, node.end) for node in find_all(script.root, FunctionDefinitionAst)]
    for found, start, end in pieces:
        if found and found.synopsis:
            inside = start <= found.start and found.end <= end
            rest = text[start : found.start] + text[found.end : end] if inside else text[start:end]
            yield f"{found.synopsis} {(found.description or '').partition('. ')[0]}", rest


def learn(folder: Path) -> str:
    """The table, as text: a term and its weight a line."""
    learned = _Learned()
    for collection in sorted(each for each in folder.iterdir() if each.is_dir()):
        learned.learn(collection)
    return "".join(f"{term} {value:.2f}\n" for term, value in learned.weights())


if __name__ == "__main__":
    TABLE.write_text(learn(Path(sys.argv[1])), encoding="utf-8")
    sys.stderr.write(f"{TABLE}: {len(_table())} terms\n")
