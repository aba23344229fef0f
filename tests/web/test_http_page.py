"""docs/http.md has every route in its category, and the numbers in its summary are counted."""

import re
from pathlib import Path

from web.app import endpoints

PAGE = (Path(__file__).parents[2] / "docs" / "http.md").read_text(encoding="utf-8")
ROUTE = re.compile(r"^\| `(?P<route>(?:GET|POST|PUT|DELETE) \S+)` \|", re.MULTILINE)

VARIABLE = re.compile(r"<(?:\w+:)?")


def test_every_route_stands_on_the_page_once() -> None:
    there = [f"{each.method} {VARIABLE.sub('{', each.path).replace('>', '}')}" for each in endpoints()]
    assert sorted(ROUTE.findall(PAGE)) == sorted(there)


def test_the_summary_is_counted() -> None:
    sections = {part.partition("\n")[0]: len(ROUTE.findall(part)) for part in PAGE.split("\n## ")[1:]}
    said = {name: int(number) for name, number in re.findall(r"^\| \*{0,2}([A-Z]\w+)\*{0,2} \| \*{0,2}(\d+)\*{0,2} \|$", PAGE, re.MULTILINE)}
    assert said.pop("Total") == len(endpoints())
    assert said == {name: number for name, number in sections.items() if number}
