"""What a script says of itself, and the terms that come of it."""

from pipeline.embedding.digest import Digest, digest, plain_title, weigh
from pipeline.embedding.words import located, terms

SCRIPT = """\
# Restarts what stopped answering
function Restart-StuckService { param([string]$ComputerName)
    gci -Path 'spooler folder' | Where-Object Name
    "state of $(Get-Service $x)"
}
"""


def test_identifiers_are_split_and_words_reduced_to_stems() -> None:
    assert terms("Restart-ADUser2 restarting the XMLFiles") == ["restart", "ad", "user", "restart", "xml", "file"]


def test_words_of_other_alphabets_stay_whole() -> None:
    assert terms("Größe прочее get") == ["größe", "прочее", "get"]
    assert [(word.term, "Größe X-Files"[word.start : word.end]) for word in located("Größe X-Files")] == [("größe", "Größe"), ("file", "Files")]


def test_encoded_bytes_are_no_words() -> None:
    assert terms("before " + "QUJD" * 100 + " after") == ["befor", "after"]


def test_each_thing_goes_where_it_belongs() -> None:
    found = digest("Stuck.ps1", None, SCRIPT, "ps1")
    assert found.title == ["Stuck"]
    assert found.functions == ["Restart-StuckService"]
    assert found.comments == ["Restarts what stopped answering"]
    assert found.commands == ["Get-ChildItem", "Where-Object", "Get-Service"]
    assert found.strings == ["'spooler folder'", '"state of $(Get-Service $x)"']
    assert found.variables == ["ComputerName"]
    assert found.words == ["string", "-Path", "Name"]


def test_what_is_no_script_is_read_as_text() -> None:
    assert digest("a.txt", None, "function Get-It { }", "txt").comments == ["function Get-It { }"]


def test_a_name_that_an_editor_gave_says_nothing() -> None:
    assert [plain_title(name) for name in ("Untitled1.ps1", "document_12.ps1", "script.psm1", "Get-Document.ps1")] == ["", "", "", "Get-Document"]


def test_secrets_stay_out() -> None:
    text = "$password = 'Hunter22'\n# password: Hunter22\nConnect -Token 'Hunter22' -Name 'shown'\n'https://ann:Hunter22@host/'\n"
    found = weigh(digest("a.ps1", None, text, "ps1"))
    assert "hunter" not in found
    assert "shown" in found


def test_a_long_line_is_read_in_time() -> None:
    assert "word" in weigh(digest("a.txt", None, "password " + "word " * 20_000 + "\nword", "txt"))


def test_a_term_that_comes_again_counts_less_each_time() -> None:
    once, twice, often = (weigh(Digest(words=["disk"] * times))["disk"] for times in (1, 2, 100))
    assert once < twice < 2 * once
    assert often < 4 * once


def test_an_abbreviation_in_the_plural_is_the_same_word() -> None:
    assert terms("Get-VMs GPOs of ADUsers") == ["get", "vm", "gpo", "ad", "user"]
