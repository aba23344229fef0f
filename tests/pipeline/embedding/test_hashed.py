"""The default provider."""

from itertools import starmap
from operator import mul

from pipeline.embedding.digest import Digest
from pipeline.embedding.hashed import DIMENSIONS, Hashed
from pipeline.embedding.model import NOTHING_TO_SAY, Embeddable, question


def about(text: str, title: str = "") -> Embeddable:
    return Embeddable(title, None, text, "ps1", Digest(title=[title], comments=[text]), None)


def likeness(one: Embeddable, other: Embeddable) -> float:
    first, second = Hashed().embed([one, other])
    return float(sum(starmap(mul, zip(first, second, strict=True))))


def test_a_vector_is_the_same_every_time_and_of_length_one() -> None:
    first, second = Hashed().embed([about("restart a service"), about("restart a service")])
    assert first == second
    assert len(first) == DIMENSIONS
    assert abs(sum(value * value for value in first if isinstance(value, float)) - 1) < 1e-9


def test_rare_words_bring_scripts_closer_than_everyday_ones() -> None:
    rare = likeness(question("spooler"), about("get the spooler"))
    everyday = likeness(question("get"), about("get the spooler"))
    assert rare > everyday


def test_the_title_is_half_of_it() -> None:
    asked = question("printer")
    assert likeness(asked, about("one two three four", "printer")) > likeness(asked, about("printer two three four", "one"))


def test_nothing_to_say_is_no_vector() -> None:
    assert Hashed().embed([about("the of and")]) == [NOTHING_TO_SAY]


def test_the_model_is_named_after_its_table() -> None:
    model = Hashed().model
    assert model.weight_hash[:12] in model.id
    assert len(model.id) <= 50
