"""Scripts like a script: similar ones, and near copies."""

import hashlib

from pipeline.search.near_families import Member, ShownFamily, family_of, list_families
from pipeline.search.similar import similar
from web.caching import kept
from web.call import Answer, Call
from web.endpoint import READERS, Noun
from web.schemas.near import (
    DuplicateFamilies,
    DuplicateFamily,
    DuplicatesQuery,
    FamilyMember,
    SimilarQuery,
    SimilarScript,
    SimilarScripts,
)
from web.schemas.scripts import Hunk, NamedCategory, NamedUser
from web.schemas.search import Missing
from web.scripts import pages

noun = Noun("near", "/api/scripts", tag="search")


@noun.get("/<id:script_id>/similar", READERS, answers={200: SimilarScripts}, refusals=(404,))
def list_similar_scripts(call: Call, script_id: int, query: SimilarQuery) -> SimilarScripts:
    """Scripts like this one that the caller may see."""
    found, missing = similar(call.engine, call.viewer, script_id, query.threshold, query.limit)
    shown = [SimilarScript.model_validate(each) for each in found]
    return SimilarScripts(similar_scripts=shown, missing=Missing(code=missing.code, message=missing.message) if missing else None)


@noun.get("/duplicates", READERS, answers={200: DuplicateFamilies}, refusals=(404,))
def list_duplicates(call: Call, query: DuplicatesQuery) -> Answer:
    """Families of near copies among the scripts that the caller may see."""
    said = hashlib.blake2b(query.model_dump_json().encode(), digest_size=16).hexdigest()
    key = f"scripts:duplicates:{query.limit}:{call.viewer.scope}:{said}"
    return Answer(kept(call.stores, key, call.settings.cache_list_ttl, lambda: make_families(call, query)))


def make_families(call: Call, query: DuplicatesQuery) -> DuplicateFamilies:
    if query.script_id is not None:
        family = [shown_family(each) for each in family_of(call.engine, call.viewer, query.script_id, query.threshold, query.limit)]
        return DuplicateFamilies(families=family, total=len(family), page=1, total_pages=len(family), next_cursor=None)
    found = list_families(call.engine, call.viewer, query.threshold, query.limit, query.page, query.cursor)
    return DuplicateFamilies(
        families=[shown_family(each) for each in found.families],
        total=found.total,
        page=found.page,
        total_pages=pages(found.total, query.limit),
        next_cursor=found.next_cursor,
    )


def shown_family(family: ShownFamily) -> DuplicateFamily:
    return DuplicateFamily(size=family.size, members=[shown_member(each) for each in family.members])


def shown_member(member: Member) -> FamilyMember:
    category = NamedCategory(id=member.category_id, name=member.category_name or "") if member.category_id is not None else None
    return FamilyMember(
        script_id=member.script_id,
        title=member.title,
        user=NamedUser(id=member.user_id, username=member.username),
        category=category,
        version=member.version,
        is_public=member.is_public,
        updated_at=member.updated_at,
        similarity=member.similarity,
        same_text=member.same_text,
        added=member.added,
        removed=member.removed,
        hunks=None if member.hunks is None else [Hunk.model_validate(each) for each in member.hunks],
    )
