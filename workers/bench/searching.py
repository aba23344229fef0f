"""Questions made of the scripts of a library, asked of it one after the other; and the exact answer to each."""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from db.engine import Connection, execute, reading
from pipeline.accounts import find_user
from pipeline.embedding.keeping import as_text
from pipeline.embedding.model import Unavailable, question
from pipeline.embedding.provider import open_named
from pipeline.embedding.words import STOP_WORDS
from pipeline.library.lists import Filters
from pipeline.search.arms import Hit, Mode
from pipeline.search.beside import beside
from pipeline.search.by_words import K1
from pipeline.search.finding import Shown, search
from pipeline.search.forgiving import forgive
from pipeline.search.question import understand
from pipeline.search.ranking import WORDS, Mixture, Ranked, fuse, mixture_of, weights
from pipeline.viewer import Viewer
from workers.bench.costs import processor_nanoseconds
from workers.errors import CannotRunError
from workers.library import OpenLibrary

TOP = 10
WARM_UP = 3
_REMARK = re.compile(r"(?m)^\s*#+\s*([A-Za-z][^\n]{15,150})$|\.SYNOPSIS\s+([^\n]{10,150})")
_WORD = re.compile(r"[A-Za-z][A-Za-z-]{2,}")


@dataclass(slots=True)
class Series:
    """Searches of one kind. `own` and `postgres`: milliseconds of processor time a search; `rows`: read a search."""

    way: str
    term: str | None  # a field that has to be there
    share: float  # of the library, that the filter leaves
    seconds: list[float]
    found: float  # hits a search
    own: float | None = None
    postgres: float | None = None
    rows: float | None = None
    recall: float | None = None
    engine: str = ""  # who ranked
    missing: str | None = None  # why an arm did not

    def latency(self, share: float) -> float:
        """Milliseconds within which this share of the searches was answered."""
        return 1000 * sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


@dataclass(slots=True)
class Searcher:
    library: OpenLibrary
    viewer: Viewer
    mode: Mode
    scripts: int
    questions: list[str]
    compared: int
    postmaster: int | None

    @classmethod
    def of(cls, library: OpenLibrary, args: argparse.Namespace) -> Self:
        viewer = Viewer.admin()
        if args.user:
            account = find_user(library.engine, args.user)
            viewer = Viewer(account.id, account.role == "admin")
        with reading(library.engine) as connection:
            scripts = int(execute(connection, "searching.library", **viewer.parameters).scalar_one())
            texts = execute(connection, "searching.texts", seed=args.seed, limit=args.queries, **viewer.parameters).all()
        if not scripts:
            raise CannotRunError("There is no script in this library to search for.")
        chance = random.Random(args.seed)  # noqa: S311 the same questions every time, no secret
        questions = [_question(row.title, row.description, row.content, chance) for row in texts]
        return cls(library, viewer, args.mode, scripts, questions, args.recall, _postmaster(library))

    def measure(self, share: float | None) -> Series:
        term, left = self._filter(share)
        asked = [f"{each} {term}" if term else each for each in self.questions]
        for each in asked[:WARM_UP]:
            self.ask(each)
        ranked = self._search(asked[0])[1]
        before, own, postgres = self._rows(), time.process_time(), self._postgres()
        seconds, found = [], []
        for each in asked:
            begun = time.perf_counter()
            found.append(self.ask(each))
            seconds.append(time.perf_counter() - begun)
        spent, of_postgres, rows = time.process_time() - own, self._postgres() - postgres, self._rows() - before
        number = len(asked)
        return Series(
            "service",
            term,
            left,
            seconds,
            statistics.mean(map(len, found)),
            1000 * spent / number,
            of_postgres / 1e6 / number if self.postmaster else None,
            rows / number,
            self._recall(asked, found),
            ranked.engine,
            ranked.missing.message if ranked.missing else None,
        )

    def ask(self, text: str) -> list[int]:
        return [each.script.id for each in self._search(text)[0]]

    def _search(self, text: str) -> tuple[list[Shown], Ranked]:
        return search(self.library.engine, self.library.settings, self.viewer, text, Filters(), self.mode, TOP)

    def _filter(self, share: float | None) -> tuple[str | None, float]:
        if share is None:
            return None, 1.0
        with reading(self.library.engine) as connection:
            row = execute(connection, "searching.fields", wanted=max(share * self.scripts, 1), **self.viewer.parameters).first()
        if row is None:
            raise CannotRunError("No script of this library is analysed, so there is nothing to filter by.")
        return row.term, row.scripts / self.scripts

    def _rows(self) -> int:
        with reading(self.library.engine) as connection:
            execute(connection, "searching.flush")
            return int(execute(connection, "searching.rows_read").scalar_one())

    def _postgres(self) -> int:
        return processor_nanoseconds(self.postmaster) if self.postmaster else 0

    def _recall(self, asked: Sequence[str], found: Sequence[Sequence[int]]) -> float | None:
        """A hit counts if its exact score is not below that of the exact tenth."""
        shares = []
        with reading(self.library.engine) as connection:
            for text, hits in zip(asked[: self.compared], found, strict=False):
                exact = self._exact(connection, text)
                best = sorted(exact.values(), reverse=True)[:TOP]
                if best:
                    shares.append(sum(exact.get(hit, 0.0) >= best[-1] - 1e-6 for hit in hits[: len(best)]) / len(best))
        return statistics.mean(shares) if shares else None

    def _exact(self, connection: Connection, text: str) -> dict[int, float]:
        """The score of every script, with nothing left out."""
        question_asked = understand(text)
        needed = question_asked.needed or None
        forgiven = forgive(self.library.engine, connection, self.viewer, question_asked.text, question_asked.terms)
        meant = " ".join([question_asked.text, *(each.term for each in forgiven)])
        words: dict[int, float] = {}
        if self.mode != "semantic":
            asked = weights(question_asked.terms, forgiven)
            terms = {"terms": list(asked), "times": list(asked.values()), "k1": K1, "needed": needed}
            rows = execute(connection, "searching.words", **terms, **self.viewer.parameters)
            words = {row.script_id: float(row.score) for row in rows}
        vectors = self._vectors(connection, meant, needed) if self.mode != "keyword" else {}
        if self.mode == "semantic":
            return {script_id: score for script_id, score in vectors.items() if score > 0}
        near = beside(connection, question_asked.terms, list(words))
        hits = [Hit(each, 0.0, vectors.get(each), words.get(each), near.get(each, 0.0)) for each in words.keys() | vectors.keys()]
        fuse(hits, self._mixture(connection) if vectors else WORDS)
        return {hit.script_id: hit.score for hit in hits if hit.score > 0}

    def _mixture(self, connection: Connection) -> Mixture:
        model = execute(connection, "search.active_model").mappings().one()
        return mixture_of(model["provider"])

    def _vectors(self, connection: Connection, text: str, needed: Sequence[str] | None) -> dict[int, float]:
        model = execute(connection, "search.active_model").mappings().first()
        provider = open_named(self.library.settings, model["provider"], model["model"]) if model else None
        if model is None or provider is None or isinstance(provider, Unavailable) or provider.model.id != model["id"]:
            return {}  # words alone rank then
        (vector,) = provider.embed([question(text)])
        if isinstance(vector, Unavailable):
            return {}
        rows = execute(connection, "searching.vectors", vector=as_text(vector), model_id=model["id"], needed=needed, **self.viewer.parameters)
        return {row.script_id: max(float(row.score), 0.0) for row in rows}


def _question(title: str, description: str | None, content: str, chance: random.Random) -> str:
    """A sentence as somebody would ask it: what a remark says, or the words of a title."""
    remarks = [one or other for one, other in _REMARK.findall(content)]
    said = description or (chance.choice(remarks[:3]) if remarks else "") or title
    words = [word for word in _WORD.findall(said.replace("-", " ")) if word.lower() not in STOP_WORDS]
    return " ".join(words[:8]) or "list services"


def _postmaster(library: OpenLibrary) -> int | None:
    """Of a PostgreSQL in the library's folder; None where it runs elsewhere."""
    path = library.settings.data / "postgres" / "postmaster.pid"
    return int(path.read_text().split()[0]) if path.is_file() else None
