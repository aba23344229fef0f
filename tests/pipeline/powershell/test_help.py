"""Comment-based help: where PowerShell looks for it, and how it reads it."""

import pytest

from pipeline.powershell.help import CommentHelp, HelpReader, parse_help
from pipeline.powershell.nodes import FunctionDefinitionAst
from pipeline.powershell.script import parse

HELP = "<#\n.SYNOPSIS\nIt.\n#>\n"
OTHER = "<#\n.SYNOPSIS\nOther.\n#>\n"


def of_script(text: str) -> str | None:
    found = HelpReader(parse(text)).script_help()
    return found.synopsis.strip() if found and found.synopsis else None


def of_function(text: str, which: int = 0) -> str | None:
    script = parse(text)
    function = script.nodes[FunctionDefinitionAst][which]
    assert isinstance(function, FunctionDefinitionAst)
    found = HelpReader(script).function_help(function)
    return found.synopsis.strip() if found and found.synopsis else None


class TestScript:
    @pytest.mark.parametrize("text", [
        HELP,
        HELP + "param($A)",
        "# Copyright\n\n" + HELP + "param($A)",
        "#requires -version 5\n\n" + HELP,
        "# .SYNOPSIS\n# It.\nGet-Date",
        "##.SYNOPSIS\n#It.\nGet-Date",
        HELP + "\n\nfunction f {}",
        "Get-Date\n" + HELP,
        "Get-Date\n\n\n\n" + HELP + "\n\n\n",
        OTHER.replace("SYNOPSIS", "NOTHING") + "\n" + HELP + "Get-Date",
    ])
    def test_help_stands_at_the_head_or_at_the_end(self, text: str) -> None:
        assert of_script(text) == "It."

    @pytest.mark.parametrize("text", [
        "",
        "Get-Date",
        "# just a comment\nGet-Date",
        "# just a comment\n" + HELP,
        HELP + "function f {}",
        HELP + "\nfunction f {}",
        "Get-Date\n" + HELP + "Get-Date",
        "<#\n.SYNOPSIS\nIt.\n.UNHEARD\nx\n#>",
    ])
    def test_what_is_no_help_of_the_script(self, text: str) -> None:
        assert of_script(text) is None

    def test_the_head_goes_before_the_end(self) -> None:
        assert of_script(HELP + "Get-Date\n" + OTHER) == "It."
        assert of_script(OTHER + "function f {}\n" + HELP) == "It."


class TestFunction:
    @pytest.mark.parametrize("text", [
        HELP + "function f {}",
        HELP + "\nfunction f {}",
        "function f {\n" + HELP + "param($A)\n}",
        "function f {\n\n\n" + HELP + "}",
        "function f {\n# a remark\n\n" + HELP + "Get-Date }",
        "function f {\nGet-Date\n" + HELP + "}",
        "function f {\nGet-Date\n" + HELP + "\n\n}",
        "function g {}\n" + HELP + "function f {}",
        "filter f {\n" + HELP + "}",
        "class C {\n" + HELP + "M() {} }",
    ])
    def test_help_stands_above_or_inside(self, text: str) -> None:
        assert of_function(text, -1) == "It."

    @pytest.mark.parametrize("text", [
        HELP + "\n\nfunction f {}",
        "function f {}\n" + HELP,
        "function f {\nGet-Date\n" + HELP + "Get-Date }",
        HELP + "Get-Date\nfunction f {}",
        "# a remark\nfunction f {}",
    ])
    def test_what_is_no_help_of_the_function(self, text: str) -> None:
        assert of_function(text) is None

    def test_above_goes_before_inside_and_the_head_before_the_end(self) -> None:
        assert of_function(HELP + "function f {\n" + OTHER + "}") == "It."
        assert of_function("function f {\n" + HELP + "Get-Date\n" + OTHER + "}") == "It."

    def test_a_nested_function_has_its_own(self) -> None:
        text = HELP + "function f {\nfunction g {\n" + OTHER + "}\n}"
        assert of_function(text, 0) == "It."
        assert of_function(text, 1) == "Other."


class TestSections:
    def read(self, *lines: str) -> CommentHelp:
        found = parse_help(list(lines))
        assert found is not None
        return found

    def test_every_section(self) -> None:
        found = self.read(
            ".Synopsis", "s", ".DESCRIPTION", "d", ".NOTES", "n", ".COMPONENT", " c ", ".ROLE", " r ", ".FUNCTIONALITY", " f ",
            ".PARAMETER Name", "first", ".PARAMETER name", "second", ".EXAMPLE", "one", ".EXAMPLE", "two", ".LINK", " l ",
            ".INPUTS", "i", ".OUTPUTS", "o", ".EXTERNALHELP file.xml", ".FORWARDHELPTARGETNAME Get-It", ".FORWARDHELPCATEGORY Cmdlet",
        )
        assert (found.synopsis, found.description, found.notes) == ("s\n", "d\n", "n\n")
        assert (found.component, found.role, found.functionality) == ("c", "r", "f")
        assert found.parameters == {"NAME": "first\n"}
        assert (found.examples, found.links, found.inputs, found.outputs) == (["one\n", "two\n"], ["l"], ["i\n"], ["o\n"])
        assert (found.maml_help_file, found.forward_help_target_name, found.forward_help_category) == ("file.xml", "Get-It", "Cmdlet")

    @pytest.mark.parametrize(("lines", "text"), [
        (["    a", "      b", "  c", "d"], "a\n  b\nc\nd\n"),
        (["\ta", "\t\tb"], "a\n\tb\n"),
        (["", "  ", "  a", "", "  b", ""], "a\n\nb\n\n"),
        (["\u00a0a", "\u00a0\u00a0b"], "a\n\u00a0b\n"),
        ([], ""), (["", " "], ""),
    ])
    def test_a_section_loses_the_indentation_of_its_first_line(self, lines: list[str], text: str) -> None:
        assert self.read(".SYNOPSIS", *lines).synopsis == text

    @pytest.mark.parametrize("lines", [
        [], ["a"], ["a", ".SYNOPSIS", "b"], [".SYNOPSIS x"], [".PARAMETER"], [".PARAMETER a b c", "x", ".WHAT"], [".SYNOPSIS", "a", ".5 is a number"],
        [".EXTERNALHELP f", "x"],
    ])
    def test_one_line_that_does_not_belong_makes_it_no_help(self, lines: list[str]) -> None:
        assert parse_help(lines) is None

    def test_blank_lines_before_the_first_section_do_not_matter(self) -> None:
        assert self.read("", "  ", "  .SYNOPSIS  ", "a").synopsis == "a\n"
