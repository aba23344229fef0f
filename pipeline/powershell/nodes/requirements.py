"""What the `#requires` lines of a script ask for."""

from __future__ import annotations

from typing import TypeAlias

Module: TypeAlias = dict[str, str]
"""`ModuleName`, and `ModuleVersion`, `RequiredVersion`, `MaximumVersion`, `GUID` where given."""


class ScriptRequirements:
    """All `#requires` lines together."""

    __slots__ = (
        "is_elevation_required", "required_application_id", "required_assemblies", "required_modules",
        "required_ps_editions", "required_ps_version",
    )

    def __init__(self) -> None:
        self.required_ps_version: str | None = None
        self.required_ps_editions: list[str] = []
        self.required_modules: list[Module] = []
        self.required_assemblies: list[str] = []
        self.required_application_id: str | None = None
        self.is_elevation_required = False
