"""What the fields of an analysis are made from: one script, and what the rules said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pipeline.analysis.context import Context
from pipeline.analysis.engine import Report
from pipeline.errors import PermanentError

_NO_CODE: Final = frozenset({"Comment", "NewLine", "EndOfInput", "LineContinuation"})


class UnknownError(PermanentError):
    """This cannot be said of this script."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.reason = {"code": code, "message": message}


@dataclass
class Subject:
    """A script that is PowerShell by its kind, and its findings."""

    context: Context
    report: Report

    @cached_property
    def code_lines(self) -> frozenset[int]:
        """The lines, from 0, on which something other than a comment stands."""
        starts = [*self.context.script.lines, len(self.context.text) + 1]
        found: set[int] = set()
        line, below = -1, 0
        for kind, token in zip(self.context.token_kinds, self.context.tokens, strict=True):
            # Tokens come in the order of the text: most end on the line on which the last one stands.
            if token.end < below or kind in _NO_CODE:
                continue
            while starts[line + 1] <= token.start:
                line += 1
            found.add(line)
            while starts[line + 1] < token.end:
                line += 1
                found.add(line)
            below = starts[line + 1]
        return frozenset(found)

    def require_parsed(self) -> None:
        """Raise where PowerShell would not run the script: what it would do is then nobody's to say."""
        require_parsed(self.context)


def require_parsed(context: Context) -> None:
    """The same of a script alone."""
    errors = context.script.errors
    if errors:
        line, _ = context.script.position(errors[0].start)
        raise UnknownError("does_not_parse", f"PowerShell cannot read this script (line {line}: {errors[0].message})")
