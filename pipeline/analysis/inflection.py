"""Singular and plural of English nouns: what PSScriptAnalyzer is known to say of a word, and general rules for all others."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.powershell.tables import noun as known_noun

_INVARIANT: Final = frozenset({
    "advice", "aircraft", "analytics", "audio", "bison", "cash", "chassis", "clothing", "corps", "debris", "diabetes", "equipment",
    "expertise", "firmware", "gallows", "hardware", "headquarters", "information", "jeans", "kudos", "machinery", "mail", "measles",
    "media", "moose", "music", "news", "personnel", "pliers", "police", "premises", "research", "rice", "salmon", "scissors", "series",
    "shambles", "shrimp", "software", "species", "staff", "swine", "tennis", "traffic", "trout", "tuna", "wildlife",
})
"""Words that are the same in singular and plural."""

_INVARIANT_END: Final = re.compile(r"(?:deer|fish|sheep|pox|[^aeiou]ese)$", re.IGNORECASE)
_SINGULAR_END: Final = re.compile(r"(?:ss|[^aou]us|is|(?<![a-z])(?:gas|bias|yes)|alias|atlas|canvas|[aeiou]ris)$", re.IGNORECASE)
"""Ends in s, and is singular."""

_ENDINGS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple((re.compile(pattern + "$", re.IGNORECASE), to) for pattern, to in (
    # Irregular words, also behind others: grandchildren, salespeople, firemen.
    (r"(child)ren", r"\1"), (r"(pe)ople", r"\1rson"), (r"(m)en", r"\1an"), (r"(ox)en", r"\1"), (r"(\b[ml])ice", r"\1ouse"), (r"(\bd)ice", r"\1ie"),
    (r"(\bg)eese", r"\1oose"), (r"(\bf)eet", r"\1oot"), (r"(\bt)eeth", r"\1ooth"),
    # Latin and Greek.
    (r"(vert|ind|cod|vort)ices", r"\1ex"), (r"(append|matr|hel)ices", r"\1ix"),
    (r"(alumn|cact|fung|foc|radi|nucle|stimul|syllab|termin|bacill|loc|hippopotam|octop)i", r"\1us"),
    (r"(dat|errat|strat|curricul|bacteri|addend|memorand|millenni|symposi|extrem|ov|agend|desiderat)a", r"\1um"),
    (r"(criteri|phenomen|automat|hedr)a", r"\1on"),
    (r"(alumn|alg|larv|vertebr|antenn|formul)ae", r"\1a"),
    (r"(schema|stigma|stoma)ta", r"\1"),
    (r"(analy|ba|diagno|parenthe|progno|synop|the|cri|ellip|oa|neuro)ses", r"\1sis"),
    (r"(eau)x", r"\1"),
    # English.
    (r"(quiz)zes", r"\1"),
    (r"(x|ch|ss|sh|zz|alias|[^aou]us|\bgas|atlas|canvas|bias)es", r"\1"),
    (r"((?:her|potat|tomat|ech|vet|torped|mosquit|embarg|tornad|volcan|carg|domin|g)o)es", r"\1"),
    (r"((?:\b[dlptv]|mov|cook|zomb|neckt|calor|gen|hood|rook|self|brown|smooth|pix)ie)s", r"\1"),
    (r"(.)ies", r"\1y"),
    (r"(kni|wi|\bli|afterli|midwi)ves", r"\1fe"),
    (r"(hal|lea|shel|thie|wol|loa|cal|el|sel|shea|scar|hoo|dwar|whar)ves", r"\1f"),
    (r"(.)s", r"\1"),
))
"""Endings of plurals and what they become, the first that fits."""


@cache
def singular(noun: str) -> str:
    """The singular of a noun, the noun itself when it is singular; only its end matters: `AppProperties` -> `AppProperty`."""
    known = known_noun(noun)
    if known:
        return known.singular
    if noun.lower() in _INVARIANT or _INVARIANT_END.search(noun) or _SINGULAR_END.search(noun):
        return noun
    for pattern, ending in _ENDINGS:
        if pattern.search(noun):
            return pattern.sub(ending, noun)
    return noun


@cache
def is_only_plural(noun: str) -> bool:
    """Whether a noun is a plural and no singular: `Files`, `Data`, but neither `Status` nor `Sheep`."""
    known = known_noun(noun)
    if known:
        return known.is_plural and not known.is_singular
    return singular(noun) != noun
