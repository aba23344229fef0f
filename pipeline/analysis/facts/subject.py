"""What the fields of an analysis are made from: one script, and what the rules said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.analysis.context import Context
from pipeline.analysis.engine import Report
from pipeline.analysis.layout import layout
from pipeline.errors import PermanentError


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
        where = self.context.shared(layout)
        found: set[int] = set()
        for token in self.context.tokens:
            if token.kind not in ("Comment", "NewLine", "EndOfInput", "LineContinuation"):
                found.update(range(where.line(token.start), where.line(max(token.start, token.end - 1)) + 1))
        return frozenset(found)

    def require_parsed(self) -> None:
        """Raise where PowerShell would not run the script: what it would do is then nobody's to say."""
        errors = self.context.script.errors
        if errors:
            line, _ = self.context.script.position(errors[0].start)
            raise UnknownError("does_not_parse", f"PowerShell cannot read this script (line {line}: {errors[0].message})")
