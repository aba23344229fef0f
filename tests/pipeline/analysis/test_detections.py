"""A detection, its fixture and its page belong together, and the fixture decides whether the detection sees what it says."""

from __future__ import annotations

import re
from functools import cache

import pytest

from pipeline.analysis.context import Context
from pipeline.analysis.detecting.calls import proper_name
from pipeline.analysis.detecting.catalog import DETECTIONS, detection_names, load_detection, page
from pipeline.analysis.detecting.engine import Detected, detected
from pipeline.analysis.detecting.taxonomies import ATTACK, CWE
from pipeline.analysis.finding import SECURITY_SEVERITIES
from pipeline.powershell import nodes as ast
from pipeline.powershell.script import parse
from tests.pipeline.analysis.annotated import File, read_fixture

_FENCE = re.compile(r"^```powershell\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = ["Why", "Bad", "Good"]


def seen(text: str) -> Detected:
    return Context(parse(text)).shared(detected)


def lines_of(name: str, text: str) -> set[int]:
    result = seen(text)
    assert not result.failed, result.notes
    return {finding.place.line for finding in result.findings if finding.rule == name and finding.place}


@cache
def fixture_of(name: str) -> str:
    with (DETECTIONS / f"{name}.ps1").open(encoding="utf-8", newline="") as file:
        return file.read()


def example(name: str, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", page(name), re.MULTILINE | re.DOTALL)
    assert found, f"{name}.md has no section {title}"
    fence = _FENCE.search(found[1])
    assert fence, f"{name}.md shows nothing under {title}"
    return fence[1]


def test_a_detection_is_three_files_of_one_name() -> None:
    stems = {suffix: {path.stem for path in DETECTIONS.glob(f"PS*{suffix}")} for suffix in (".py", ".ps1", ".md")}
    assert stems[".py"] == stems[".ps1"] == stems[".md"]
    ids = [load_detection(name).id for name in detection_names()]
    assert ids == [f"PS{number:03}" for number in range(1, len(ids) + 1)]


def test_a_layer_is_read_once() -> None:
    """By whoever unwraps it; detections look at the same tree."""
    inner = "SQBFAFgAIAAoAGkAcgBtACAAaAB0AHQAcAA6AC8ALwAxAC4AMgAuADMALgA0AC8AYQApAA=="
    result = seen(f"iex ([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('{inner}')))")
    scenes = {scene.layer: scene.context.script for scene in result.scenes if scene.layer is not None}
    assert scenes
    assert all(script is result.unwrapped.scripts[layer] for layer, script in scenes.items())


def test_every_entry_of_the_taxonomies_is_used() -> None:
    metadata = [load_detection(name).metadata for name in detection_names()]
    assert set(ATTACK.names) == {entry for each in metadata for entry in each.attack}
    assert set(CWE.names) == {entry for each in metadata for entry in each.cwe}
    assert ATTACK.page("T1059.001") == "https://attack.mitre.org/techniques/T1059/001"
    assert CWE.page("CWE-94") == "https://cwe.mitre.org/data/definitions/94.html"


@pytest.mark.parametrize("name", detection_names())
def test_fixture(name: str) -> None:
    files = read_fixture(fixture_of(name), name)
    assert sum(bool(file.bad) for file in files) > 1, "several forms of it must be there"
    assert any(file.good for file in files), "a near miss must be there"
    for file in files:
        assert lines_of(name, file.text) == file.bad, f"{file.name}\n{file.text}"


_FORM = re.compile(r"^# form: (.+)$", re.MULTILINE)
_NO_FORM = re.compile(r"^# no form: (\w+): [a-z].+\.$", re.MULTILINE)
FORMS = {"aliased", "splatted", "variable", "wrapped"}


def forms_said(file: File) -> set[str]:
    found = _FORM.search(file.text)
    return set(found[1].split(", ")) if found else set()


def forms_in(name: str, text: str) -> set[str]:
    """The ways of writing that a text makes use of. It is wrapped when the detection is seen in inner scripts alone."""
    context = Context(parse(text))
    layers = {finding.security.evidence.layer for finding in context.shared(detected).findings if finding.rule == name and finding.security}
    if layers and None not in layers:
        return {"wrapped"}
    variables = context.nodes(ast.VariableExpressionAst)
    targets = [assignment.left for assignment in context.nodes(ast.AssignmentStatementAst) if isinstance(assignment.left, ast.VariableExpressionAst)]
    assigned = {target.user_path.lower() for target in targets}
    there = {
        "aliased": any(proper_name(context, written) != plain(written) for written in context.commands_by_name),
        "splatted": any(variable.splatted for variable in variables),
        "variable": any(variable.user_path.lower() in assigned for variable in variables if variable not in targets and not variable.splatted),
    }
    return {form for form, is_there in there.items() if is_there}


def plain(written: str) -> str:
    """A command's name without its folder and `.exe`."""
    return written.replace("/", "\\").rpartition("\\")[2].removesuffix(".exe")


@pytest.mark.parametrize("name", detection_names())
def test_every_form_is_seen(name: str) -> None:
    """Called by an alias, splatted, through a variable, inside of another script; and something close to it that is none."""
    text = fixture_of(name)
    files = read_fixture(text, name)
    said = [(file, forms_said(file)) for file in files]
    excused = set(_NO_FORM.findall(text))
    assert text.count("# no form:") == len(excused), "a form that cannot be there says why, in a line"
    assert set().union(*(forms for file, forms in said if file.bad)) | excused == FORMS
    assert not set().union(*(forms for file, forms in said if file.bad)) & excused
    assert any(file.good for file, forms in said if forms == {"near miss"})
    for file, forms in said:
        assert not file.bad or forms <= forms_in(name, file.text), f"{file.name} is not what it says"


@pytest.mark.parametrize("name", detection_names())
def test_page(name: str) -> None:
    text = page(name)
    assert text.startswith(f"# {name}\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == SECTIONS
    assert lines_of(name, example(name, "Bad")), "the bad example is not seen"
    assert not lines_of(name, example(name, "Good")), "the good example is seen"


@pytest.mark.parametrize("name", detection_names())
def test_metadata(name: str) -> None:
    loaded = load_detection(name)
    metadata = loaded.metadata
    assert metadata.severity in SECURITY_SEVERITIES
    assert loaded.caption.endswith(".")
    assert re.fullmatch(r"[A-Z].*\.", metadata.remedy), "a remedy is one sentence"
    assert not parse(metadata.safe).errors
    assert not lines_of(name, metadata.safe), "the safe example is not safe"
    assert set(metadata.attack) <= set(ATTACK.names)
    assert set(metadata.cwe) <= set(CWE.names)
    assert metadata.attack or metadata.cwe
