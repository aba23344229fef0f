"""Finding scripts from a sentence."""

from pipeline.search.finding import Shown, search
from pipeline.search.suggesting import suggest
from web.call import Call
from web.endpoint import READERS, Noun
from web.schemas.search import (
    Forgiven,
    FoundScript,
    Highlight,
    Missing,
    Reason,
    SearchQuery,
    SearchResults,
    Suggestion,
    Suggestions,
    SuggestQuery,
)
from web.scripts import filters_of, listed

noun = Noun("search", "/api/scripts")


@noun.get("/search", READERS, answers={200: SearchResults})
def search_scripts(call: Call, query: SearchQuery) -> SearchResults:
    """Scripts that a sentence describes, ranked, with the reason of each hit."""
    shown, ranked = search(call.engine, call.settings, call.viewer, query.q, filters_of(query), query.mode, query.limit)
    missing = Missing(code=ranked.missing.code, message=ranked.missing.message) if ranked.missing else None
    found = [found_script(each) for each in shown]
    forgiven = [Forgiven(**each._asdict()) for each in ranked.forgiven]
    return SearchResults(scripts=found, total=len(found), mode=query.mode, engine=ranked.engine, missing=missing, forgiven=forgiven)


@noun.get("/suggest", READERS, answers={200: Suggestions})
def suggest_searches(call: Call, query: SuggestQuery) -> Suggestions:
    """Completions of what is being typed, from scripts that the caller may see."""
    return Suggestions(suggestions=[Suggestion.model_validate(each) for each in suggest(call.engine, call.viewer, query.q, query.limit)])


def found_script(shown: Shown) -> FoundScript:
    hit = shown.hit
    reason = Reason(arms=hit.arms, terms=hit.terms, words=hit.words, beside=hit.beside, similarity=hit.similarity)
    marked = [Highlight(**each._asdict()) for each in shown.highlights]
    return FoundScript(**listed(shown.script).model_dump(), score=hit.score, reason=reason, highlights=marked)
