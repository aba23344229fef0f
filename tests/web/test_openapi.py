"""The contract holds together: whatever it refers to is in it, and no two models go by one name."""

import json
import re

from web.app import endpoints
from web.openapi import document


def test_every_reference_leads_somewhere() -> None:
    contract = document(endpoints(), "0")
    schemas = contract["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(contract)))
    assert named - set(schemas) == set()
    assert len(named) > 50


def test_no_model_needs_its_module_to_be_told_from_another() -> None:
    assert [name for name in document(endpoints(), "0")["components"]["schemas"] if "__" in name] == []
