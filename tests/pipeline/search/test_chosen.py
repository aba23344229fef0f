"""What a search is asked beside its words."""

from typing import Any

import pytest

from pipeline.search.chosen import chooses, is_everything, led, narrows

NOTHING: dict[str, Any] = {"viewer": 1, "viewer_is_admin": False, "needed": None, "refused": None, "category_id": None}


@pytest.mark.parametrize(
    ("needed", "lead", "others"), [(None, None, None), (["rule:a"], "rule:a", None), (["rule:a", "command:b"], "rule:a", ["command:b"])]
)
def test_the_first_term_that_has_to_be_there_leads(needed: list[str] | None, lead: str | None, others: list[str] | None) -> None:
    chosen = NOTHING | {"needed": needed}
    assert led(chosen) == NOTHING | {"lead": lead, "needed": others}
    assert chosen["needed"] == needed


@pytest.mark.parametrize(
    ("filters", "said"), [({}, ["is_everything"]), ({"category_id": 3}, ["narrows", "chooses"]), ({"refused": ["word"]}, ["narrows"])]
)
def test_what_narrows_and_what_chooses(filters: dict[str, Any], said: list[str]) -> None:
    chosen = NOTHING | filters
    assert not is_everything(chosen), "a part of the library is hidden"
    assert [each.__name__ for each in (is_everything, narrows, chooses) if each(chosen | {"viewer_is_admin": True})] == said
