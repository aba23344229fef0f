"""ATT&CK and CWE in SARIF: the lists themselves, and how a rule refers to their entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pipeline.analysis.detecting.taxonomies import TAXONOMIES, Taxonomy, taxonomy_of

SECURITY_SEVERITY: Final = {"Low": "3.0", "Medium": "5.5", "High": "8.0", "Critical": "9.5"}
"""What code scanning shows as low, medium, high and critical: below 4, below 7, below 9, up to 10."""


def taxonomies(entries: Iterable[str]) -> list[dict[str, Any]]:
    """Both lists, with these entries of theirs."""
    used = sorted(set(entries))
    return [_taxonomy(taxonomy, [entry for entry in used if entry in taxonomy.names]) for taxonomy in TAXONOMIES]


def supported() -> list[dict[str, Any]]:
    """What the program says of itself."""
    return [{"name": taxonomy.name, "index": index} for index, taxonomy in enumerate(TAXONOMIES)]


def relationships(entries: Iterable[str], used: Iterable[str]) -> list[dict[str, Any]]:
    """From a rule to the entries that it is about; `used` are those of all rules that are told."""
    every = sorted(set(used))
    return [{"target": _reference(entry, every), "kinds": ["relevant"]} for entry in entries]


def tags(entries: Iterable[str]) -> list[str]:
    """As code scanning reads them."""
    return ["security", *(f"external/{taxonomy_of(entry).name.replace('&', '').lower()}/{entry.lower()}" for entry in entries)]


def _reference(entry: str, used: list[str]) -> dict[str, Any]:
    taxonomy = taxonomy_of(entry)
    index = [each for each in used if each in taxonomy.names].index(entry)
    return {"id": entry, "index": index, "toolComponent": {"name": taxonomy.name, "index": TAXONOMIES.index(taxonomy)}}


def _taxonomy(taxonomy: Taxonomy, entries: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": taxonomy.name,
        "organization": taxonomy.organization,
        "informationUri": taxonomy.address,
        "shortDescription": {"text": taxonomy.title},
        "isComprehensive": False,
        "taxa": [{"id": entry, "name": taxonomy.names[entry], "helpUri": taxonomy.page(entry)} for entry in entries],
    }
    return told | ({"version": taxonomy.version} if taxonomy.version else {})
