"""Questions and the scripts that they ask for, made of scripts with help."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.embedding.digest import Digest, digest, weigh
from pipeline.embedding.layout import said, spoken, words
from pipeline.embedding.statistics import statistics
from pipeline.embedding.wordpiece import WordPieces
from pipeline.embedding.words import terms
from pipeline.powershell.decoding import decode
from pipeline.powershell.help import CommentHelp, HelpReader
from pipeline.powershell.nodes import FunctionDefinitionAst
from pipeline.powershell.script import parse
from pipeline.powershell.walk import find_all
from pipeline.search.asked import importance
from pipeline.search.by_words import K1
from pipeline.search.indexing import ORDINARY, B

LONGEST = 100_000  # bytes of a file; what is longer is a product, not a script
FEWEST = 4  # words of a script
SENTENCES = 4  # of a description, at most
COPY = 0.7  # share of words in common from which two of one name are copies
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])|\n\s*\n")
_OPENING = re.compile(r"^(?:this|the)\s+(?:powershell\s+)?(?:script|cmdlet|function)\s+", re.IGNORECASE)


class Text(NamedTuple):
    """`terms`: of a question, what each counts; of a script, how much of that it gets."""

    pieces: Sequence[int]  # numbers of word pieces
    terms: Mapping[str, float]


class Pair(NamedTuple):
    collection: str
    asked: Sequence[str]  # what help says, in plain letters
    questions: Sequence[Text]
    script: Text  # without its name
    titled: Text  # with its name
    title: Sequence[int]


class Described(NamedTuple):
    name: str
    asked: Sequence[str]
    rest: str  # the script or function without its help


def read_pairs(folder: Path, pieces: WordPieces, judged: frozenset[str]) -> list[Pair]:
    """Of copies one. `judged`: names and sentences, as `plain` has them, that nothing is learned of."""
    found: list[Pair] = []
    known: defaultdict[str, list[set[str]]] = defaultdict(list)
    for collection in sorted(each for each in folder.iterdir() if each.is_dir()):
        for each in _described_in(collection):
            if not judged.isdisjoint([plain(each.name), *map(plain, each.asked)]):
                continue
            without = re.sub(rf"(?<![A-Za-z0-9_]){re.escape(each.name)}(?![A-Za-z0-9_])", "Script", each.rest, flags=re.IGNORECASE)
            script, titled = digest("", None, without, "ps1"), digest(each.name, None, each.rest, "ps1")
            says = set(said(script).split())
            if len(says) < FEWEST or any(len(says & other) > COPY * len(says | other) for other in known[each.name.lower()]):
                continue
            known[each.name.lower()].append(says)
            asked = [plain(text) for text in each.asked]
            questions = [Text(pieces.read(" ".join(dict.fromkeys(words(text)))), _counting(text)) for text in each.asked]
            bare, full = (Text(pieces.read(said(one)), _getting(one)) for one in (script, titled))
            found.append(Pair(collection.name, asked, questions, bare, full, pieces.read(spoken(each.name))))
    return found


def _counting(question: str) -> dict[str, float]:
    return {term: statistics().of(term) * importance(term) for term in terms(question)}


def _getting(script: Digest) -> dict[str, float]:
    weights = weigh(script)
    share = 1 - B + B * sum(weights.values()) / ORDINARY
    return {term: (K1 + 1) * weight / (weight + K1 * share) for term, weight in weights.items()}


def apart(folder: Path) -> frozenset[str]:
    """Names and sentences of the scripts in a folder."""
    return frozenset(plain(text) for each in _described_in(folder) for text in (each.name, *each.asked))


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def _described_in(folder: Path) -> Iterator[Described]:
    for path in sorted(folder.rglob("*.ps*1")):
        if path.is_file() and path.stat().st_size <= LONGEST:
            yield from _described(decode(path.read_bytes()).text, path.stem)


def _described(text: str, stem: str) -> Iterator[Described]:
    script = parse(text)
    reader = HelpReader(script)
    if found := reader.script_help():
        yield from _one(found, stem, text, 0, len(text))
    for node in find_all(script.root, FunctionDefinitionAst):
        if found := reader.function_help(node):
            yield from _one(found, node.name, text, node.start, node.end)


def _one(found: CommentHelp, name: str, text: str, start: int, end: int) -> Iterator[Described]:
    synopsis = " ".join(_SENTENCE.split(found.synopsis or "")[0].split())
    description = [_OPENING.sub("", " ".join(each.split())) for each in _SENTENCE.split(found.description or "")]
    if len(plain(synopsis).split()) > 1:
        inside = start <= found.start and found.end <= end
        rest = text[start : found.start] + text[found.end : end] if inside else text[start:end]
        yield Described(name, [synopsis, *[each for each in description if len(plain(each).split()) > 2][:SENTENCES]], rest)
