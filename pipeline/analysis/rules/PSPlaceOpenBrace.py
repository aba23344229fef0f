"""An opening brace does not stand where the others do."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.layout import Layout, layout
from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule
from pipeline.powershell.tokens import Token

RULE = Rule(WARNING, enabled=False, fixes=True, options={"OnSameLine": True, "NewLineAfter": True, "IgnoreOneLineBlock": True})


def check(context: Context, options: Options) -> Iterator[Hit]:
    where = context.shared(layout)
    tokens = context.tokens
    left_alone = where.of_values | (where.one_line if options["IgnoreOneLineBlock"] else frozenset())
    braces = [at for at, token in enumerate(tokens) if token.kind == "LCurly" and token.start not in left_alone]
    for at in braces:
        alone = at > 0 and tokens[at - 1].kind == "NewLine"
        if options["OnSameLine"]:
            if alone and at > 1:
                yield _lift(at, context)
        elif at > 0 and not alone:
            yield _lower(tokens[at - 1], tokens[at], where)
    if options["NewLineAfter"]:
        for at in braces:
            if at + 1 < len(tokens) and tokens[at + 1].kind not in ("NewLine", "EndOfInput"):
                brace = tokens[at]
                yield Hit(brace, "Something follows this brace on its line.", edits=(Edit(brace.start, brace.end, "{\n", "Break the line"),))


def _lift(at: int, context: Context) -> Hit:
    tokens = context.tokens
    before, brace = tokens[at - 2], tokens[at]
    text = ("" if before.kind == "NewLine" else context.source(before)) + " {"
    if before.kind == "Comment" and at > 2:  # the brace goes before the comment
        before, text = tokens[at - 3], f"{context.source(tokens[at - 3])} {{ {context.source(before)}"
    return Hit(brace, "This brace stands on a line of its own.", edits=(Edit(before.start, brace.end, text, "Move it up"),))


def _lower(before: Token, brace: Token, where: Layout) -> Hit:
    edit = Edit(before.end, brace.end, "\n" + where.indentation(brace.start) + "{", "Move it to a line of its own")
    return Hit(brace, "This brace stands behind other things on its line.", edits=(edit,))
