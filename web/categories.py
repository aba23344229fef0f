"""Categories: what scripts are filed under."""

from pipeline.library import categories
from pipeline.library.categories import CountedCategory
from web.caching import kept
from web.call import Answer, Call
from web.endpoint import ADMINS, READERS, Noun
from web.schemas.filing import Categories, Category, CategoryChange, NewCategory
from web.schemas.scripts import ScriptList, ScriptListQuery
from web.scripts import listing

noun = Noun("categories", "/api/categories")


@noun.get("", READERS, answers={200: Categories})
def list_categories(call: Call) -> Answer:
    """All categories, with how many scripts the caller sees in each."""
    key = f"categories:all:{call.viewer.scope}"
    return Answer(kept(call.stores, key, call.settings.cache_analytics_ttl, lambda: make_list(call)))


def make_list(call: Call) -> Categories:
    found = [Category.model_validate(each) for each in categories.list_categories(call.engine, call.viewer)]
    return Categories(categories=found, total=len(found), page=1, total_pages=1, next_cursor=None)


@noun.get("/<id:category_id>", READERS, answers={200: Category})
def get_category(call: Call, category_id: int) -> Category:
    """One category."""
    return shown(categories.get_category(call.engine, call.viewer, category_id))


@noun.get("/<id:category_id>/scripts", READERS, answers={200: ScriptList})
def list_category_scripts(call: Call, category_id: int, query: ScriptListQuery) -> Answer:
    """The scripts of a category that the caller may see."""
    categories.get_category(call.engine, call.viewer, category_id)
    return Answer(listing(call, query, category_id=category_id))


@noun.post("", ADMINS, answers={201: Category}, refusals=(409,), idempotent="yes")
def create_category(call: Call, body: NewCategory) -> Answer:
    """A new category."""
    category_id = categories.create_category(call.engine, body.name, body.description)
    call.stores.cache.forget_categories()
    return Answer(shown(categories.get_category(call.engine, call.viewer, category_id)), 201, {"Location": f"/api/categories/{category_id}"})


@noun.put("/<id:category_id>", ADMINS, answers={200: Category}, refusals=(409,))
def update_category(call: Call, category_id: int, body: CategoryChange) -> Category:
    """Change a category's name or description."""
    categories.change_category(call.engine, category_id, body.model_dump(include=body.model_fields_set))
    call.stores.cache.forget_categories()
    return shown(categories.get_category(call.engine, call.viewer, category_id))


@noun.delete("/<id:category_id>", ADMINS, answers={204: None})
def delete_category(call: Call, category_id: int) -> Answer:
    """Delete a category; its scripts keep living without one."""
    categories.delete_category(call.engine, category_id)
    call.stores.cache.forget_categories()
    return Answer(status=204)


def shown(found: CountedCategory) -> Category:
    return Category.model_validate(found)
