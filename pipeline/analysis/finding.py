"""What rules say, and what a reader of the analysis gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Protocol

INFORMATION: Final = "Information"
WARNING: Final = "Warning"
ERROR: Final = "Error"
PARSE_ERROR: Final = "ParseError"

LOW: Final = "Low"
MEDIUM: Final = "Medium"
HIGH: Final = "High"
CRITICAL: Final = "Critical"

RULE_SEVERITIES: Final = (INFORMATION, WARNING, ERROR, PARSE_ERROR)
"""From the least to the worst."""
SECURITY_SEVERITIES: Final = (LOW, MEDIUM, HIGH, CRITICAL)
"""Those of detections, from the least to the worst."""
SEVERITIES: Final = (*RULE_SEVERITIES, *SECURITY_SEVERITIES)

RANK: Final = {severity: rank for ranks in (RULE_SEVERITIES, SECURITY_SEVERITIES) for rank, severity in enumerate(ranks)}
"""What `--fail-on` compares: a detection counts like the rule's severity of its place."""


class Spanning(Protocol):
    """A node, a token, an `Extent`: anything that begins and ends somewhere. Offsets are code points of the text, half open."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Extent(NamedTuple):
    """A piece of the text that is neither one node nor one token."""

    start: int
    end: int


class Place(NamedTuple):
    """Lines and columns from 1, columns in UTF-16 units, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Edit(NamedTuple):
    """A suggested correction: `text` instead of what stands from `start` to `end`."""

    start: int
    end: int
    text: str
    description: str = ""


class Hit(NamedTuple):
    """What a rule yields: where (None: the whole file), and a sentence for a person.

    `suppression_id` is what a suppression may name to mean this hit alone. `severity` and `rule` are the rule's own unless given.
    """

    extent: Spanning | None
    message: str
    suppression_id: str = ""
    edits: tuple[Edit, ...] = ()
    severity: str | None = None
    rule: str | None = None


class Correction(NamedTuple):
    """An edit, and its place for those who do not count in offsets."""

    edit: Edit
    place: Place


class Evidence(NamedTuple):
    """Where a detection saw what it says: the index of the layer (None: the script itself), line and column there, and the text, secrets masked."""

    layer: int | None
    line: int
    column: int
    text: str


class Security(NamedTuple):
    """What a detection says beyond a rule: ids of ATT&CK and CWE, what to do instead in one sentence, and what it saw."""

    attack: tuple[str, ...]
    cwe: tuple[str, ...]
    remedy: str
    evidence: Evidence

    def as_json(self) -> dict[str, Any]:
        return {"attack": self.attack, "cwe": self.cwe, "remedy": self.remedy, "evidence": self.evidence._asdict()}


@dataclass(slots=True)
class Finding:
    """A hit with its rule and place; `start` and `end` are None when it means the whole file. `security` is there when a detection found it."""

    rule: str
    severity: str
    message: str
    start: int | None = None
    end: int | None = None
    place: Place | None = None
    suppression_id: str = ""
    suppressed: bool = False
    corrections: list[Correction] = field(default_factory=list)
    security: Security | None = None

    def as_json(self) -> dict[str, Any]:
        """The finding as machines get it."""
        place = self.place or (None, None, None, None)
        return {
            "rule": self.rule,
            "severity": self.severity,
            **dict(zip(Place._fields, place, strict=True)),
            "message": self.message,
            "suppression_id": self.suppression_id,
            "suppressed": self.suppressed,
            "corrections": [[*correction.place, correction.edit.text] for correction in self.corrections],
            **(self.security.as_json() if self.security else {}),
        }
