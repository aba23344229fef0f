"""What somebody asks for."""

import pytest

from pipeline.analysis.facts.acts import AREA
from pipeline.search.indexing import AREAS
from pipeline.search.question import LONGEST, QuestionError, understand


def test_words_phrases_and_fields_are_told_apart() -> None:
    asked = understand('restart "print spooler" -printer command:Get-ADUser tag:AD author:Ann risk:>50 attack:T1059 category:"active dir"')
    assert asked.text == "restart print spooler"
    assert asked.phrases == ["print spooler"]
    assert asked.refused == ["printer"]
    assert asked.needed == ["print", "spooler", "command:get-aduser", "attack:t1059"]
    assert (asked.tags, asked.author, asked.category) == (["ad"], "ann", "active dir")
    assert asked.min_risk is not None
    assert asked.min_risk > 50
    assert asked.max_risk is None


def test_a_field_can_be_refused() -> None:
    assert understand("backup -rule:PSAvoidUsingInvokeExpression").refused == ["rule:psavoidusinginvokeexpression"]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ('find "this', 5), ("risk:high", 5), ("risk:>101", 5), ("-risk:5", 0), ('disk command:""', 13), ('tag:" "', 4), ("a\0b", 1),
        ("disk touches:nowhere", 13), ('-touches:"no where"', 9), ("x" * (LONGEST + 1), LONGEST),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_with_its_place(text: str, position: int) -> None:
    with pytest.raises(QuestionError) as caught:
        understand(text)
    assert caught.value.details["position"] == position


def test_an_area_is_one_that_the_analysis_tells() -> None:
    assert {area for area, _ in AREA} == set(AREAS)
    for area in AREAS:
        assert understand(f"touches:{area.upper()}").needed == [f"touches:{area}"]
    with pytest.raises(QuestionError, match=r"registry, network, services, .*, files"):
        understand("touches:nowhere")


STRANGE = ["'; DROP TABLE scripts; --", "\u202eعربى", "🙂🙂", '-- - " "', "https://example.org/x", "C:\\temp", "%s %(x)s",
    "at hh:mm", "nosuch:thing"]


@pytest.mark.parametrize("text", STRANGE)
def test_anything_else_is_understood_somehow(text: str) -> None:
    understand(text)
