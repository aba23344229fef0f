"""A semicolon stands at the end of a line, where nothing needs it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule

RULE = Rule(WARNING, enabled=False, fixes=True)


def check(context: Context, options: Options) -> Iterator[Hit]:
    tokens = context.tokens
    for at, token in enumerate(tokens):
        if token.kind == "Semi" and at + 1 < len(tokens) and tokens[at + 1].kind in ("NewLine", "EndOfInput"):
            edit = Edit(token.start, token.end, "", "Remove the semicolon")
            yield Hit(token, "The line ends here anyway: the semicolon is superfluous.", edits=(edit,))
