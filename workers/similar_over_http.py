"""Similar scripts of a library elsewhere: its search finds candidates by what the script says, and their texts are compared here."""

from __future__ import annotations

from typing import Any

import requests

from pipeline.embedding.digest import digest, weigh
from pipeline.embedding.statistics import statistics
from pipeline.files import kind_of
from pipeline.search.similar import Shared, Similar, told
from pipeline.search.similar_text import text_likeness
from workers.errors import CannotRunError

WORDS = 40  # of the script that are asked for
CANDIDATES = 25
TIMEOUT = 60.0  # seconds


def similar_elsewhere(url: str, token: str | None, filename: str, text: str, limit: int) -> list[Similar]:
    """The likest texts first."""
    if not url.startswith(("http://", "https://")):
        raise CannotRunError(f"{url} is no address; it begins with http:// or https://.")
    kind = kind_of(filename)
    own = weigh(digest(filename, None, text, kind))
    rarity = statistics().of
    heaviest = sorted(own, key=lambda term: -own[term] * rarity(term))[:WORDS]
    if not heaviest:
        raise CannotRunError(f"There are no words in {filename} that other scripts could be found by.")
    with requests.Session() as session:
        if token:
            session.headers["Authorization"] = f"Bearer {token}"
        answer = _get(session, f"{url.rstrip('/')}/api/scripts/search", {"q": " ".join(heaviest), "limit": CANDIDATES})
        found = [_compared(session, url.rstrip("/"), each, text, kind, own) for each in answer["scripts"]]
    return sorted(found, key=lambda each: (-each.similarity, each.script_id))[:limit]


def _compared(session: requests.Session, url: str, hit: dict[str, Any], text: str, kind: str, own: dict[str, float]) -> Similar:
    content = _get(session, f"{url}/api/scripts/{hit['id']}", {})["content"]
    theirs = weigh(digest(hit["title"], None, content, hit["kind"]))
    shared = {term: (own[term] * theirs[term]) ** 0.5 for term in own.keys() & theirs.keys()}
    alike = round(text_likeness(text, content, kind), 3)
    category = hit["category"]["name"] if hit["category"] else None
    return Similar(hit["id"], hit["title"], category, max(alike, hit["score"]), alike, Shared([], told(shared).terms))


def _get(session: requests.Session, url: str, query: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = session.get(url, params=query, timeout=TIMEOUT)
    except requests.RequestException as error:
        raise CannotRunError(f"{url} does not answer: {type(error).__name__}.") from error
    if not answer.ok:
        raise CannotRunError(f"{url} answers {answer.status_code}: {answer.text[:300]}")
    body: dict[str, Any] = answer.json()
    return body
