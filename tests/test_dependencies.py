"""What is installed is pinned by its hash, and of no release that is known to be unsafe.

A check that works without a network, and only as good as its table: `make audit` (tests/auditing.py) asks the advisory services, where they can be
reached.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-server.lock")
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>[^ ;\\]+)(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)
# The first release without the hole that the advisory speaks of.
SAFE_FROM = {
    "certifi": ("2024.7.4", "CVE-2024-39689: trusted an authority that is not to be trusted"),
    "cryptography": ("44.0.1", "CVE-2024-12797: peers with raw public keys were not refused"),
    "flask": ("3.1.1", "CVE-2025-47278: signed with the oldest key"),
    "gunicorn": ("23.0.0", "CVE-2024-6827: requests smuggled through Transfer-Encoding"),
    "idna": ("3.7", "CVE-2024-3651: quadratic time on long names"),
    "jinja2": ("3.1.6", "CVE-2025-27516: a way out of the sandbox"),
    "pillow": ("11.3.0", "CVE-2025-48379: a buffer too small for DDS images"),
    "pyjwt": ("2.10.1", "CVE-2024-53861: an issuer was compared in part"),
    "redis": ("4.5.4", "CVE-2023-28859: answers of one command read as those of another"),
    "requests": ("2.32.4", "CVE-2024-47081: credentials of .netrc sent to another host"),
    "setuptools": ("78.1.1", "CVE-2025-47273: downloads outside of their folder"),
    "urllib3": ("2.6.0", "CVE-2025-66418, CVE-2025-66471: decompression without a limit"),
    "werkzeug": ("3.0.6", "CVE-2024-49767: forms that take all memory"),
    "zipp": ("3.19.1", "CVE-2024-5569: a loop without an end"),
}


def requirements(lock: str) -> dict[str, tuple[str, str]]:
    """Version and the rest of each requirement, by name."""
    return {found["name"]: (found["version"], found["rest"]) for found in REQUIREMENT.finditer((ROOT / lock).read_text())}


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0]))


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_by_its_hash(lock: str) -> None:
    said = [line for line in (ROOT / lock).read_text().splitlines() if re.match(r"[A-Za-z0-9]", line)]
    found = requirements(lock)
    assert found.keys() == {re.split(r"[=\[]", line)[0] for line in said}
    assert len(found) > 10
    assert [name for name, (_, rest) in found.items() if "--hash=sha256:" not in rest] == []


def test_what_a_server_needs_is_what_was_tested() -> None:
    tested = requirements("requirements.lock")
    assert {name: version for name, (version, _) in requirements("requirements-server.lock").items() if tested[name][0] != version} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_release_is_known_to_be_unsafe(lock: str) -> None:
    found = requirements(lock)
    assert {"flask", "requests", "urllib3"} <= found.keys() & SAFE_FROM.keys()
    known = {name: each for name, each in SAFE_FROM.items() if name in found}
    assert [f"{name}: {why}" for name, (first, why) in known.items() if numbers(found[name][0]) < numbers(first)] == []


def test_an_old_release_would_be_noticed() -> None:
    assert numbers("2.31.0") < numbers(SAFE_FROM["requests"][0]) <= numbers("2.32.4.post1")
