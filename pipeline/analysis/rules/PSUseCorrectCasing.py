"""A keyword, operator, command or parameter is not written in the case it is documented in."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import INFORMATION, Context, Edit, Hit, Options, Rule, Spanning
from pipeline.powershell.nodes import CommandAst, CommandParameterAst
from pipeline.powershell.tables import alias, aliases, command
from pipeline.powershell.tokens import DASH_OPERATORS, KEYWORD_KINDS
from pipeline.powershell.walk import ancestors

RULE = Rule(INFORMATION, enabled=False, fixes=True, options={"CheckCommands": True, "CheckKeyword": True, "CheckOperator": True})

_ALIASES = {name.lower(): name for name in aliases()}
_DASHED = frozenset(DASH_OPERATORS.values())


def check(context: Context, options: Options) -> Iterator[Hit]:
    if options["CheckKeyword"] or options["CheckOperator"]:
        yield from _words(context, options)
    if options["CheckCommands"]:
        for node in context.nodes(CommandAst):
            yield from _command(node)
        yield from _parameters(context)


def _words(context: Context, options: Options) -> Iterator[Hit]:
    kinds = (KEYWORD_KINDS if options["CheckKeyword"] else frozenset()) | (_DASHED if options["CheckOperator"] else frozenset())
    for token in context.tokens:
        if token.kind in kinds and "C" not in token.flags:  # `foreach` behind a pipe is a command
            written = context.source(token)
            if written != written.lower():
                yield _hit(token, token.start, token.end, written, written.lower())


def _command(node: CommandAst) -> Iterator[Hit]:
    name = node.command_name()
    if not name:
        return
    bare = name.rpartition("\\")[2]
    meant = alias(bare)
    info = command(meant or bare)
    if info is None:
        return
    proper = _ALIASES[bare.lower()] if meant else info.name
    first = node.command_elements[0]
    if bare != proper:
        yield _hit(first, first.start, first.end, name, name[:len(name) - len(bare)] + proper)


def _parameters(context: Context) -> Iterator[Hit]:
    """PSScriptAnalyzer holds a parameter against its own command and against every command around it."""
    for node in context.nodes(CommandParameterAst):
        written = node.parameter_name
        for outer in ancestors(node):
            if not isinstance(outer, CommandAst):
                continue
            name = outer.command_name() or ""
            info = command(alias(name) or name)
            parameter = info.parameter(written) if info else None
            if parameter and parameter.name.lower() == written.lower() and parameter.name != written:
                start = node.start + 1  # the dash stays as it is
                yield _hit(node, start, start + len(written), written, parameter.name)


def _hit(what: Spanning, start: int, end: int, written: str, proper: str) -> Hit:
    return Hit(what, f"'{written}' is written '{proper}' where it is documented.", proper, edits=(Edit(start, end, proper, f"Write {proper}"),))
