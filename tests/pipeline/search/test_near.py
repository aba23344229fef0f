"""Signatures: what counts, and what does not."""

import random

import pytest

from pipeline.search.near import BUCKETS, Signature, sign
from pipeline.search.near_families import differing, joined
from pipeline.search.near_keeping import signature_of

SCRIPT = """
# Stops services that nobody needs
param([string]$Name = "Spooler", [int]$Timeout = 30)
Get-Service -Name $Name | Where-Object { $_.Status -eq 'Running' } | Stop-Service -Force
Start-Sleep -Seconds $Timeout
Write-Output "Stopped $Name on $env:COMPUTERNAME"
"""


def likeness(one: Signature, other: Signature) -> float:
    return 1 - 2 * sum(a != b for a, b in zip(one.sketch, other.sketch, strict=True)) / BUCKETS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Stops services that nobody needs", "# Another remark\n\n# and one more"),
        ("Get-Service -Name", "get-SERVICE   -NAME"),
        ("Where-Object", "?"),
        ("$Name", "$Which"),
        ("Start-Sleep -Seconds $Timeout", "Start-Sleep -Seconds $Timeout;"),
    ],
)
def test_how_it_is_written_does_not_count(old: str, new: str) -> None:
    assert signature_of(SCRIPT.replace(old, new), "ps1") == signature_of(SCRIPT, "ps1")


@pytest.mark.parametrize(("old", "new"), [("30", "60"), ("'Running'", "'Paused'"), ("Stop-Service", "Start-Service"), ("COMPUTERNAME", "OS")])
def test_what_it_does_counts_and_it_is_still_a_near_copy(old: str, new: str) -> None:
    one, other = signature_of(SCRIPT, "ps1"), signature_of(SCRIPT.replace(old, new), "ps1")
    assert one.shape != other.shape
    assert 0.6 < likeness(one, other) < 1
    assert set(one.bands) & set(other.bands)


def test_the_same_skeleton_with_other_words_is_no_copy() -> None:
    one = signature_of("Start-Process 'https://example.org/weather/today'\nWrite-Output 'Shows the weather'", "ps1")
    other = signature_of("Start-Process 'https://example.com/bank/login'\nWrite-Output 'Opens my account'", "ps1")
    assert likeness(one, other) < 0.5


@pytest.mark.parametrize("size", [6, 30, 200, 3000])
def test_the_sketch_tells_what_share_of_runs_is_common(size: int) -> None:
    chance = random.Random(size)
    errors = []
    for _ in range(20):
        one = [str(chance.randrange(300)) for _ in range(size)]
        other = [str(chance.randrange(300)) if chance.random() < 0.03 else piece for piece in one]
        runs, others = ({tuple(said[start : start + 4]) for start in range(size - 3)} for said in (one, other))
        errors.append(likeness(sign(one), sign(other)) - len(runs & others) / len(runs | others))
    assert abs(sum(errors) / len(errors)) < 0.03
    assert max(map(abs, errors)) < 0.15


def test_near_copies_share_a_band() -> None:
    chance = random.Random(1)
    said = [str(chance.randrange(300)) for _ in range(400)]
    for place in range(0, 400, 20):
        changed = sign([*said[:place], "other", *said[place + 1 :]])
        assert set(changed.bands) & set(sign(said).bands)


@pytest.mark.parametrize("text", ["", "# only a remark\n", "\n\n", "\0"])
def test_what_says_nothing_is_like_nothing(text: str) -> None:
    signature = signature_of(text, "ps1")
    assert (signature.size, list(signature.bands)) == (0, []) or text == "\0"


@pytest.mark.parametrize("text", ["x", "'", "\ud800", "{" * 300, "é🙂", "@'\nopen"])
@pytest.mark.parametrize("kind", ["ps1", "txt"])
def test_any_text_has_a_signature(text: str, kind: str) -> None:
    signature = signature_of(text, kind)
    assert len(signature.sketch) == BUCKETS
    assert len(signature.bands) in (0, 20)


def test_what_is_linked_is_one_family() -> None:
    assert sorted(joined([(1, 2), (4, 5), (2, 7), (5, 6), (9, 7)])) == [[1, 2, 7, 9], [4, 5, 6]]
    assert joined([]) == []


def test_lines_are_counted_wherever_they_stand() -> None:
    assert differing("a\nb\nc\n", "c\na\nd\nd\n") == (2, 1)
    assert differing(None, "a") == (None, None)
