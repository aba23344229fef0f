"""Tags: words that owners put on scripts."""

from pipeline.library import tags
from web.call import Answer, Call
from web.endpoint import ADMINS, READERS, SIGNED_IN, Noun
from web.schemas.filing import CountedTag, NewTag, Tag, Tags
from web.schemas.scripts import ScriptList, ScriptListQuery
from web.scripts import listing

noun = Noun("tags", "/api/tags")


@noun.get("", READERS, answers={200: Tags})
def list_tags(call: Call) -> Tags:
    """Tags of scripts that the caller sees, and how many of these each has."""
    found = [CountedTag.model_validate(each) for each in tags.list_tags(call.engine, call.viewer)]
    return Tags(tags=found, total=len(found), page=1, total_pages=1, next_cursor=None)


@noun.get("/<id:tag_id>/scripts", READERS, answers={200: ScriptList})
def list_tag_scripts(call: Call, tag_id: int, query: ScriptListQuery) -> Answer:
    """The scripts with a tag that the caller may see."""
    return Answer(listing(call, query, tag=tags.get_tag(call.engine, call.viewer, tag_id).name))


@noun.post("", SIGNED_IN, answers={201: Tag}, idempotent="yes")
def create_tag(call: Call, body: NewTag) -> Answer:
    """Name a tag."""
    return Answer(Tag.model_validate(tags.create_tag(call.engine, call.caller.id, body.name)), 201)


@noun.delete("/<id:tag_id>", ADMINS, answers={204: None})
def delete_tag(call: Call, tag_id: int) -> Answer:
    """Take a tag off all scripts."""
    call.stores.cache.forget_scripts(tags.delete_tag(call.engine, tag_id))
    return Answer(status=204)
