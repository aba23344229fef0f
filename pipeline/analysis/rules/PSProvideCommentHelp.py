"""A function has no comment that Get-Help could show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from pipeline.analysis.functions import exported, name_of
from pipeline.analysis.rule import INFORMATION, Context, Edit, Hit, Options, Rule
from pipeline.powershell.help import HelpReader
from pipeline.powershell.nodes import FunctionDefinitionAst, FunctionMemberAst
from pipeline.powershell.parameters import declarations

RULE = Rule(INFORMATION, fixes=True, options={
    "ExportedOnly": True, "BlockComment": True, "VSCodeSnippetCorrection": False, "Placement": "before",
})

_RULER = "#" * 30


def check(context: Context, options: Options) -> Iterator[Hit]:
    wanted = context.shared(exported) if options["ExportedOnly"] else None
    functions = [
        function for function in context.functions
        if (wanted is None or function.name.lower() in wanted) and not isinstance(function.parent, FunctionMemberAst)
    ]
    if not functions:
        return
    reader = HelpReader(context.script)
    for function in functions:
        if reader.function_help(function) is None:
            yield Hit(name_of(function), f"Get-Help has nothing to say about {function.name}.", edits=(_edit(function, context, options),))


def _edit(function: FunctionDefinitionAst, context: Context, options: Options) -> Edit:
    """The skeleton of a help comment, where the options ask for it."""
    lines = _skeleton(function, options)
    placement, body = options["Placement"].lower(), function.body
    if placement == "begin":
        return Edit(body.start, body.start + 1, "\n".join(["{", *lines, ""]), "Begin with help")
    if placement == "end":
        return Edit(body.end - 1, body.end - 1, "\n".join(["", *lines, ""]), "End with help")
    begin = max(context.text.rfind("\n", 0, function.start), context.text.rfind("\r", 0, function.start)) + 1
    line = context.text[begin:function.start]
    indent = line[:len(line) - len(line.lstrip())]
    return Edit(begin, begin, "".join(f"{indent}{line}\n" for line in lines), "Put help above it")


def _skeleton(function: FunctionDefinitionAst, options: Options) -> list[str]:
    sections = [("SYNOPSIS", "Short description"), ("DESCRIPTION", "Long description")]
    sections += [(f"PARAMETER {parameter.name.user_path}", "Parameter description") for parameter in declarations(function)]
    sections += [("EXAMPLE", "An example"), ("NOTES", "General notes")]
    lines: list[str] = []
    for number, (title, text) in zip(count(1), sections):
        lines += ["." + title, f"${{{number}:{text}}}" if options["VSCodeSnippetCorrection"] else text, ""]
    lines.pop()
    if options["BlockComment"]:
        return ["<#", *lines, "#>"]
    return [_RULER, *("#" + line for line in lines), _RULER]
