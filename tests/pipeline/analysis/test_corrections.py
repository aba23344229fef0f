"""Corrections: applied until nothing changes, bytes stay what they were, and what parses goes on parsing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from pipeline.analysis.catalog import load_rule
from pipeline.analysis.context import Context
from pipeline.analysis.corrections import Corrected, correct, correct_bytes
from pipeline.analysis.engine import analyze
from pipeline.analysis.finding import Correction, Edit, Finding, Place
from pipeline.analysis.rule import Chosen
from pipeline.powershell.script import parse


def rule(name: str) -> Callable[[str], list[Finding]]:
    chosen = [Chosen(load_rule(name), {})]
    return lambda text: analyze(Context(parse(text)), chosen).findings


def replacing(pattern: str, new: str) -> Callable[[str], Sequence[Finding]]:
    """A judge who wants one thing written as another."""

    def judge(text: str) -> list[Finding]:
        script = parse(text)
        return [
            Finding("PSX", "Warning", "x", corrections=[Correction(Edit(m.start(), m.end(), new), Place(*script.position(m.start()), 0, 0))])
            for m in re.finditer(pattern, text)
        ]

    return judge


def corrected(data: bytes, name: str = "PSAvoidTrailingWhitespace") -> Corrected:
    return correct_bytes(data, rule(name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_ends_stay(encoding: str, ending: str) -> None:
    text = f"'j\u00fc\U0001f600'  {ending}$b\t{ending}"
    result = corrected(text.encode(encoding))
    assert result.data == re.sub(r"[ \t]+(?=[\r\n])", "", text).encode(encoding)


def test_mixed_line_ends_stay_mixed() -> None:
    assert corrected(b"a \r\nb \nc \r").data == b"a\r\nb\nc\r"


def test_nothing_to_correct_is_no_change() -> None:
    assert corrected(b"a\n") == (None, [])


def test_bytes_that_are_no_text_are_left_alone() -> None:
    result = corrected(b"'\xff'  \n")
    assert result.data is None
    assert "no text" in result.notes[0]


def test_several_on_one_line_take_several_passes() -> None:
    assert correct("a b a b a", replacing(r"\ba\b", "x")) == ("x b x b x", [])


def test_new_lines_end_as_the_text_does() -> None:
    assert correct("one\r\ntwo\r\n", replacing("two", "2\n3"))[0] == "one\r\n2\r\n3\r\n"


def test_one_inside_another() -> None:
    def judge(text: str) -> list[Finding]:
        if "inner" not in text:
            return []
        at = text.index("inner")
        return [
            Finding("PSX", "Warning", "x", corrections=[Correction(Edit(0, len(text), "@{}"), Place(1, 1, 3, 1))]),
            Finding("PSX", "Warning", "x", corrections=[Correction(Edit(at, at + 5, "longer than before"), Place(2, 1, 2, 6))]),
        ]

    assert correct("@{\ninner = 1\n}", judge)[0] == "@{}"


def test_suppressed_findings_are_not_corrected() -> None:
    text = "[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidTrailingWhitespace', '')]\nparam()\n$a = 1 \n"
    assert correct(text, rule("PSAvoidTrailingWhitespace")) == (text, [])


def test_what_parses_goes_on_parsing() -> None:
    text, notes = correct("$a = (1)\n$b = '2'\n", replacing(r"\)|2", ""))
    assert text == "$a = (1)\n$b = ''\n"
    assert notes == ["Corrections that would leave a script that does not parse were left out."]


def test_what_does_not_parse_is_corrected_all_the_same() -> None:
    assert correct("if ( \n", rule("PSAvoidTrailingWhitespace"))[0] == "if (\n"


def test_corrections_without_end_are_given_up() -> None:
    for judge in (replacing("a", "aa"), replacing("x", "xx x")):
        text, notes = correct("a x", judge)
        assert (text, len(notes)) == ("a x", 1)


def test_what_another_correction_makes_superfluous_stops_all_as_in_psscriptanalyzer() -> None:
    def judge(text: str) -> list[Finding]:
        return [*replacing("a", "b")(text), *replacing("a", "b")(text)]

    assert correct("a", judge)[0] == "a"
