import io
import itertools
import json
import re
import zlib
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.engine import Engine, transaction
from pipeline.library.comparing import MOST_CHANGES, diff, unified
from tests.web.conftest import Person, Store

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "\n"]), max_size=40)


def applied(old: list[str], patch: str) -> list[str]:
    """The smallest reader of unified diffs."""
    result: list[str] = []
    position = 0
    for line in patch.splitlines(keepends=True)[2:]:
        if found := re.match(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@", line):
            start = int(found[1]) - (int(found[2]) > 0)
            result += old[position:start]
            position = start
        elif line[0] == "+":
            result.append(line[1:])
        else:
            assert old[position] == line[1:]
            result += [line[1:]] * (line[0] == " ")
            position += 1
    return result + old[position:]


@given(LINES, LINES)
def test_a_unified_diff_makes_the_new_from_the_old(old: list[str], new: list[str]) -> None:
    hunks, exact = diff(old, new)
    assert exact
    assert applied(old, unified(hunks, "old", "new")) == new
    assert bool(hunks) == (old != new)


def test_large_changes_are_told_as_a_whole() -> None:
    size = MOST_CHANGES
    hunks, exact = diff([f"a{number}\n" for number in range(size)], [f"b{number}\n" for number in range(size)])
    assert (exact, len(hunks), hunks[0].old_lines) == (False, 1, size)


@given(LINES, LINES)
def test_no_shorter_diff_exists(old: list[str], new: list[str]) -> None:
    """The longest common part, by the plainest method there is."""
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, j in itertools.product(range(len(old)), range(len(new))):
        table[i + 1][j + 1] = table[i][j] + 1 if old[i] == new[j] else max(table[i][j + 1], table[i + 1][j])
    common = table[-1][-1]
    lines = [line.kind for hunk in diff(old, new)[0] for line in hunk.lines]
    assert (lines.count("-"), lines.count("+")) == (len(old) - common, len(new) - common)


def test_comparing_versions(ada: Person, bob: Person, store: Store, engine: Engine) -> None:
    script_id = store(ada, "one\ntwo\nthree\n", source_path="x")
    store(ada, "one\n2\nthree\nfour\n", source_path="x")
    with transaction(engine) as connection:
        for version, findings in ((1, [("A", "x"), ("B", "y")]), (2, [("B", "y"), ("B", "y")])):
            issues = json.dumps([{"rule": rule, "message": message, "line": version} for rule, message in findings])
            connection.exec_driver_sql(
                "UPDATE version_analyses SET result = result || jsonb_build_object('security_issues', %s::jsonb, 'risk_score', %s::int) "
                "WHERE script_version_id = (SELECT id FROM script_versions WHERE version = %s)",
                (issues, version * 10, version),
            )
    found = ada.get(f"/api/scripts/{script_id}/versions/compare?from=1&to=2").get_json()
    assert (found["added"], found["removed"], found["exact"]) == (2, 1, True)
    assert found["unified"].splitlines()[2:] == ["@@ -1,3 +1,4 @@", " one", "-two", "+2", " three", "+four"]
    assert found["scores"]["risk_score"] == {"from": 10, "to": 20}
    assert [each["rule"] for each in found["findingsAdded"]] == ["B"]
    assert [each["rule"] for each in found["findingsRemoved"]] == ["A"]
    assert bob.get(f"/api/scripts/{script_id}/versions/compare?from=1&to=2").status_code == 404
    assert ada.get(f"/api/scripts/{script_id}/versions/compare?from=1&to=3").status_code == 404
    assert ada.get(f"/api/scripts/{script_id}/versions/compare?from=1").status_code == 422


@pytest.fixture
def analysed(ada: Person, store: Store, engine: Engine) -> int:
    script_id = store(ada, title="<b>Größe</b> 中|文", is_public="true")
    issue = {"rule": "PS011", "severity": "high", "message": "<script>alert(1)</script>", "line": 3, "column": 1, "endLine": 3, "endColumn": 9}
    with transaction(engine) as connection:
        connection.exec_driver_sql(
            "UPDATE script_analysis SET security_score = 41.5, security_issues = %s::jsonb, suggestions = '[]', purpose = NULL, unknown = %s::jsonb",
            (json.dumps([issue] * 30), json.dumps({"purpose": {"code": "x", "message": "Nobody knows."}})),
        )
    return script_id


def test_exports_are_what_readers_of_their_formats_take(nobody: Person, analysed: int) -> None:
    def export(name: str) -> tuple[str, bytes]:
        answer = nobody.get(f"/api/scripts/{analysed}/export-analysis?format={name}")
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        return answer.content_type, answer.data

    plain = json.loads(export("json")[1])
    assert (plain["analysis"]["securityScore"], len(plain["analysis"]["securityIssues"])) == (41.5, 30)
    assert plain["analysis"]["unknown"]["purpose"]["message"]

    sarif = json.loads(export("sarif")[1])
    result = sarif["runs"][0]["results"][0]
    assert (sarif["version"], result["ruleId"], result["level"]) == ("2.1.0", "PS011", "error")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 9}

    kind, page = export("html")
    assert kind == "text/html; charset=utf-8"
    tags: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

    Tags().feed(page.decode())
    assert "script" not in tags
    assert "b" not in tags
    assert "42 of 100" in page.decode()

    assert export("md") == export("markdown")
    assert "\\<script\\>" in export("md")[1].decode()

    kind, document = export("pdf")
    assert kind == "application/pdf"
    assert pdf_text(document).count("PS011") == 30


def pdf_text(document: bytes) -> str:
    """What stands on the pages, found as a reader finds it: by the cross-reference table, the streams of the objects, their text operators."""
    assert document.startswith(b"%PDF-1.")
    start = int(re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", document)[1])  # type: ignore[index]
    assert document[start : start + 4] == b"xref"
    count = int(document[start:].split()[2])
    offsets = [int(line[:10]) for line in io.BytesIO(document[start:]).readlines()[2 : 2 + count] if b" n" in line]
    text = ""
    for offset in offsets:
        assert re.match(rb"\d+ 0 obj", document[offset : offset + 20])
        body = document[offset : document.index(b"endobj", offset)]
        if b"FlateDecode" in body and b"stream" in body:
            stream = body[body.index(b"stream") + 7 : body.rindex(b"endstream")]
            text += zlib.decompressobj().decompress(stream).decode("latin-1")
    return "\n".join(re.findall(r"\(((?:[^()\\]|\\.)*)\) Tj", text))


def test_exports_of_what_is_not_there(ada: Person, nobody: Person, store: Store, work: Callable[[], None]) -> None:
    script_id = store(ada, analyze="false")
    assert ada.get(f"/api/scripts/{script_id}/export-analysis?format=doc").status_code == 422
    missing = ada.get(f"/api/scripts/{script_id}/export-analysis")
    assert (missing.status_code, missing.get_json()["error"]) == (404, "analysis_not_found")
    assert ada.get(f"/api/scripts/{script_id}/analysis").get_json()["details"] == {"status": "completed"}
    assert nobody.get(f"/api/scripts/{script_id}/export-analysis").get_json()["error"] == "not_found"


def test_layers(nobody: Person, analysed: int) -> None:
    found = nobody.get(f"/api/scripts/{analysed}/layers").get_json()
    assert set(found) == {"scriptId", "scriptVersion", "layers", "reason"}
