"""The equal signs of a hashtable or enum do not stand below each other."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.analysis.layout import Layout, layout
from pipeline.analysis.rule import WARNING, Context, Edit, Extent, Hit, Options, Rule
from pipeline.powershell.nodes import HashtableAst, PropertyMemberAst, TypeDefinitionAst

RULE = Rule(
    WARNING, enabled=False, fixes=True,
    options={
        "CheckHashtable": True, "AlignHashtableKvpWithInterveningComment": True, "CheckEnums": True,
        "AlignEnumMemberWithInterveningComment": True, "IncludeValuelessEnumMembers": True,
    },
)


class _Row(NamedTuple):
    """Where the left side of an assignment ends, and where its sign stands; None for a member without a value."""

    end: int
    sign: int | None


def check(context: Context, options: Options) -> Iterator[Hit]:
    signs = _Signs(context)
    if options["CheckHashtable"]:
        for table in context.nodes(HashtableAst):
            pairs = ((key.end, value.start) for key, value in table.key_value_pairs)
            yield from signs.misplaced(signs.rows(pairs, bool(options["AlignHashtableKvpWithInterveningComment"])))
    if options["CheckEnums"]:
        for definition in context.nodes(TypeDefinitionAst):
            if definition.type_attributes == "Enum":
                yield from signs.misplaced(_members(definition, signs, options))


def _members(definition: TypeDefinitionAst, signs: _Signs, options: Options) -> list[_Row]:
    members = [member for member in definition.members if isinstance(member, PropertyMemberAst)]
    pairs = ((member.start, member.initial_value.start) for member in members if member.initial_value is not None)
    rows = signs.rows(pairs, bool(options["AlignEnumMemberWithInterveningComment"]))
    if options["IncludeValuelessEnumMembers"]:
        rows += [_Row(member.end, None) for member in members if member.initial_value is None]
    return rows


class _Signs:
    """The equal signs of a script."""

    def __init__(self, context: Context) -> None:
        self._tokens = context.tokens
        self._where: Layout = context.shared(layout)
        self._places = [at for at, token in enumerate(self._tokens) if token.kind == "Equals"]
        self._starts = [self._tokens[at].start for at in self._places]

    def rows(self, pairs: Iterable[tuple[int, int]], through_comments: bool) -> list[_Row]:  # noqa: FBT001 - an option, handed on
        """What stands before the sign that lies between two offsets, for every such pair that has both on one line."""
        found: list[_Row] = []
        for start, value in pairs:
            at = bisect_left(self._starts, start)
            if at == len(self._starts) or self._starts[at] > value:
                continue
            before, sign = self._tokens[self._places[at] - 1], self._starts[at]
            if self._where.same_line(before.end, sign) and before.kind != "LineContinuation" and (through_comments or before.kind != "Comment"):
                found.append(_Row(before.end, sign))
        return found

    def misplaced(self, rows: list[_Row]) -> Iterator[Hit]:
        """The signs that do not stand one blank behind the longest left side. Those that share a line do not count."""
        where = self._where
        on_line = Counter(where.line(row.end) for row in rows)
        alone = [row for row in rows if on_line[where.line(row.end)] == 1]
        width = max((where.column(row.end) for row in alone), default=0) + 1
        for end, sign in alone:
            if sign is not None and where.column(sign) != width:
                edit = Edit(end, sign, " " * (width - where.column(end)), "Line it up")
                yield Hit(Extent(sign, sign + 1), "This equal sign does not stand below the others.", edits=(edit,))
