"""Singular and plural of nouns."""

import pytest

from pipeline.analysis.inflection import is_only_plural, singular


@pytest.mark.parametrize(("plural", "one"), [
    ("Files", "File"), ("AppProperties", "AppProperty"), ("Batches", "Batch"), ("Suffixes", "Suffix"), ("Viruses", "Virus"), ("Mutexes", "Mutex"),
    ("Drives", "Drive"), ("Archives", "Archive"), ("Elves", "Elf"), ("Knives", "Knife"), ("Vetoes", "Veto"), ("Canoes", "Canoe"),
    ("Grandchildren", "Grandchild"), ("Salespeople", "Salesperson"), ("Firemen", "Fireman"), ("SomeData", "SomeDatum"), ("Criteria", "Criterion"),
    ("Vertices", "Vertex"), ("Matrices", "Matrix"), ("Devices", "Device"), ("Services", "Service"), ("Diagnoses", "Diagnosis"), ("Phrases", "Phrase"),
    ("Stimuli", "Stimulus"), ("Larvae", "Larva"), ("Cookies", "Cookie"), ("Registries", "Registry"), ("Schemata", "Schema"), ("Users", "User"),
])
def test_a_plural_has_a_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert is_only_plural(plural)


@pytest.mark.parametrize("noun", [
    "File", "Status", "Process", "Address", "Analysis", "Bus", "Alias", "Canvas", "Virus", "Datum", "Child", "", "S3Bucket", "Progress",
])
def test_a_singular_stays_as_it_is(noun: str) -> None:
    assert singular(noun) == noun
    assert not is_only_plural(noun)


@pytest.mark.parametrize("noun", ["Sheep", "Swordfish", "Series", "Hardware", "News", "Software", "Chinese"])
def test_a_word_without_a_plural_is_no_plural(noun: str) -> None:
    assert singular(noun) == noun
    assert not is_only_plural(noun)
